import * as tf from "@tensorflow/tfjs";
import { type Address, bindKernels, type Kernels } from "./kernels.js";

/** Where kernels find tensors of a backend and leave their results. */
export interface Workspace {
  readonly kernels: Kernels;
  /** Where a float32 tensor's values lie. */
  readonly place: (tensor: tf.TensorInfo) => Address;
  /** The floats at an address, until room is taken again. */
  readonly values: (address: Address, size: number) => Float32Array;
  /** Room for a result. */
  readonly result: (shape: readonly number[]) => Result;
  /** Room that nobody reads afterwards. */
  readonly scratch: (bytes: number) => Address;
}

/** A float32 tensor to be: the kernel writes to its address, then `tensor` is taken. */
export interface Result {
  readonly address: Address;
  readonly tensor: () => tf.TensorInfo;
}

/** Runs a kernel in a workspace of the backend; its scratch is free again afterwards. */
export type RunKernel = <Value>(work: (workspace: Workspace) => Value) => Value;

const known = new WeakMap<tf.KernelBackend, RunKernel | "none">();

/** How kernels run on a backend; undefined on one whose tensors are not in this process's memory. */
export function kernelRunner(backend: tf.KernelBackend): RunKernel | undefined {
  let run = known.get(backend);
  if (run === undefined) {
    run = onItsHeap(backend) ?? onCopies(backend) ?? "none";
    known.set(backend, run);
  }
  return run === "none" ? undefined : run;
}

/** What is used of TensorFlow.js's wasm backend; none of it is promised, so each part is looked for. */
interface WasmBackend {
  readonly wasm: {
    readonly asm: { readonly memory: WebAssembly.Memory };
    readonly _malloc: (bytes: number) => number;
    readonly _free: (address: number) => void;
  };
  readonly getMemoryOffset: (dataId: object) => number;
  readonly makeOutput: (shape: number[], dtype: "float32") => tf.TensorInfo;
}

function isWasmBackend(backend: object): backend is WasmBackend {
  if (!("wasm" in backend && "getMemoryOffset" in backend && "makeOutput" in backend)) return false;
  const wasm = backend.wasm as Partial<WasmBackend["wasm"]> | null;
  return (
    wasm?.asm?.memory instanceof WebAssembly.Memory &&
    typeof wasm._malloc === "function" &&
    typeof wasm._free === "function"
  );
}

/** The wasm backend's tensors lie in a WebAssembly memory already: kernels work on them in place. */
function onItsHeap(backend: tf.KernelBackend): RunKernel | undefined {
  if (!isWasmBackend(backend)) return undefined;
  const { wasm } = backend;
  const kernels = bindKernels(wasm.asm.memory);
  if (!kernels) return undefined;
  const addressOf = ({ dataId }: tf.TensorInfo): Address => backend.getMemoryOffset(dataId) >>> 0;
  return (work) => {
    const taken: Address[] = [];
    try {
      return work({
        kernels,
        place: addressOf,
        values: (address, size) => new Float32Array(wasm.asm.memory.buffer, address, size),
        result: (shape) => {
          const tensor = backend.makeOutput([...shape], "float32");
          return { address: addressOf(tensor), tensor: () => tensor };
        },
        scratch: (bytes) => {
          const address = wasm._malloc(bytes) >>> 0;
          taken.push(address);
          return address;
        },
      });
    } finally {
      for (const address of taken) wasm._free(address);
    }
  };
}

const pageSize = 65_536;
/** What addresses are a multiple of, and the first that is given out: 0 means none. */
const alignment = 16;

/** Other backends in this process's memory: values are copied in and out. */
function onCopies(backend: tf.KernelBackend): RunKernel | undefined {
  if (!["cpu", "tensorflow", "wasm"].includes(tf.getBackend())) return undefined;
  const memory = new WebAssembly.Memory({ initial: 1 });
  const kernels = bindKernels(memory);
  if (!kernels) return undefined;
  return (work) => {
    let end = alignment;
    const take = (bytes: number): Address => {
      const address = end;
      end += Math.ceil(bytes / alignment) * alignment;
      const missing = end - memory.buffer.byteLength;
      if (missing > 0) memory.grow(Math.ceil(missing / pageSize));
      return address;
    };
    return work({
      kernels,
      place: ({ dataId, shape }) => {
        const address = take(4 * tf.util.sizeFromShape(shape));
        const values = backend.readSync(dataId) as Float32Array;
        new Float32Array(memory.buffer, address, values.length).set(values);
        return address;
      },
      values: (address, size) => new Float32Array(memory.buffer, address, size),
      result: (shape) => {
        const size = tf.util.sizeFromShape([...shape]);
        const address = take(4 * size);
        return {
          address,
          tensor: () => {
            const values = new Float32Array(memory.buffer, address, size).slice();
            const dataId = backend.write(values, [...shape], "float32");
            return { dataId, shape: [...shape], dtype: "float32" };
          },
        };
      },
      scratch: take,
    });
  };
}
