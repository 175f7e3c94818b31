import { binary } from "./binary.js";

/** A tensor's or a working area's address in the memory that kernels work on; 0 for none. */
export type Address = number;

/** What the overlap's kernels take first. */
export type OverlapInput = [
  x: Address,
  target: Address,
  mask: Address,
  groups: number,
  pixels: number,
  classes: number,
  activation: number,
  alpha: number,
  summed: number,
];

/** What makes losses of the overlap's sums. */
export type OverlapRule = [rule: Address, logLoss: boolean, presentOnly: boolean];

/** What the kernels of pixels' losses take first. */
export type PixelInput = [
  kind: number,
  x: Address,
  labels: Address,
  mask: Address,
  weights: Address,
  pixels: number,
  classes: number,
  activation: number,
  parameter: number,
];

/** What assembly/index.ts exports; it says what each does and how much scratch it needs. */
export interface Kernels {
  pixelLosses(...args: [...PixelInput, losses: Address, scratch: Address]): number;
  pixelGradient(
    ...args: [...PixelInput, summed: boolean, dy: Address, dx: Address, scratch: Address]
  ): void;
  overlapSums(
    ...args: [
      ...OverlapInput,
      intersection: Address,
      prediction: Address,
      labels: Address,
      shared: Address,
      scratch: Address,
    ]
  ): void;
  overlapGradient(
    ...args: [
      ...OverlapInput,
      intersection: Address,
      above: Address,
      below: Address,
      dx: Address,
      scratch: Address,
    ]
  ): void;
  overlapLosses(
    sums: Address,
    stride: number,
    size: number,
    ...args: [...OverlapRule, factors: Address, losses: Address]
  ): number;
  overlapSlopes(
    sums: Address,
    stride: number,
    size: number,
    ...args: [
      ...OverlapRule,
      factors: Address,
      by: Address,
      intersection: Address,
      prediction: Address,
      target: Address,
      below: Address,
    ]
  ): void;
  lovaszWeights(
    errors: Address,
    labels: Address,
    mask: Address,
    pixels: number,
    stride: number,
    weights: Address,
    scratch: Address,
  ): void;
}

let compiled: WebAssembly.Module | "unsupported" | undefined;

/** Binds the kernels to a memory; undefined where they cannot run: without SIMD, or on a shared memory. */
export function bindKernels(memory: WebAssembly.Memory): Kernels | undefined {
  compiled ??= compile();
  if (compiled === "unsupported") return undefined;
  try {
    const { exports } = new WebAssembly.Instance(compiled, { env: { memory } });
    // The module that assembly/index.ts was compiled to.
    return exports as unknown as Kernels;
  } catch {
    return undefined;
  }
}

function compile(): WebAssembly.Module | "unsupported" {
  try {
    const bytes = Uint8Array.from(atob(binary), (character) => character.charCodeAt(0));
    return new WebAssembly.Module(bytes);
  } catch {
    return "unsupported";
  }
}
