import * as tf from "@tensorflow/tfjs";
import { assertKnown } from "../tensors/assertKnown.js";
import { assertNumber, assertPositive } from "../tensors/checks.js";
import { placeOf } from "../tensors/place.js";
import { isTensor, kindOf } from "../tensors/shape.js";
import {
  type GradientCheck,
  type GradientElement,
  gradientCheck,
  type InputCheck,
} from "./gradientCheck.js";
import { changesFarAway, numericGradient, type TensorFunction } from "./numericGradient.js";
import { releaseTape } from "./releaseTape.js";

export interface CheckGradientOptions {
  /** Half the distance of the two points of a central difference; 0.01 when absent. */
  readonly step?: number;
  /** Difference allowed, as a part of the input's largest gradient; 0.01 when absent. */
  readonly relative?: number;
  /** Difference allowed besides; what float32 rounding of f can cause when absent. */
  readonly absolute?: number;
}

/** float32's relative rounding error, with room for sums of many rounded terms. */
const ROUNDING = 8 * 2 ** -24;

/**
 * Compares the gradient that TensorFlow.js computes with central finite differences.
 *
 * Each element moves by h both ways, and f's result is summed in float64. It compares a function with
 * itself: it finds wrong, missing and silently zero gradients, not wrong formulas. Values on a kink (|x|
 * at 0, ties of a maximum) differ by nature.
 *
 * @formula g_i ≈ (f(x + h e_i) − f(x − h e_i)) / 2h
 * @param f a function of the inputs that returns a tensor; a result with elements counts by its sum.
 * @param inputs one tensor or several, float32; two evaluations of f are made for each element.
 * @returns for each input whether the gradient agrees, differs, is not finite, is zero although the
 * function changes, or is cut; the worst element; and all of it as text by `String(check)`.
 * @throws {TypeError} when f is no function, or an input no float tensor.
 * @throws {RangeError} when step is not a finite number above 0, or a difference allowed is negative
 * or not finite.
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { checkGradient } from "softgrad";
 * const check = checkGradient((x) => x.square(), tf.tensor1d([1, 2, 3]));
 * console.log(String(check)); // The gradient agrees with finite differences. …
 * ```
 */
export function checkGradient(
  f: TensorFunction,
  inputs: tf.Tensor | readonly tf.Tensor[],
  options: CheckGradientOptions = {},
): GradientCheck {
  const list = isTensor(inputs) ? [inputs] : inputs;
  assertArguments(f, list, options);
  return gradientCheck(list.map((_, which) => checkInput(f, list, which, options)));
}

function checkInput(
  f: TensorFunction,
  inputs: readonly tf.Tensor[],
  which: number,
  { step = 0.01, relative = 0.01, absolute }: CheckGradientOptions,
): InputCheck {
  const shape = inputs[which]?.shape ?? [];
  const taped = tapedGradient(f, inputs, which);
  if (taped instanceof Error) return { status: "cut", shape, cause: taped };
  const { gradient: numeric, largest, change } = numericGradient(f, inputs, which, step);
  const elements = Array.from(taped, (gradient, place): GradientElement => {
    return { index: placeOf(place, shape), gradient, finiteDifference: numeric[place] ?? 0 };
  });
  const broken = elements.find((element) => !Number.isFinite(difference(element)));
  if (broken) return { status: "notFinite", shape, worst: broken };
  const scale = Math.max(
    ...elements.flatMap((e) => [Math.abs(e.gradient), Math.abs(e.finiteDifference)]),
    0,
  );
  const worst = elements.reduce(
    (a, b) => (difference(b) > difference(a) ? b : a),
    elements[0] ?? { index: [], gradient: 0, finiteDifference: 0 },
  );
  const error = difference(worst);
  const agrees = error <= relative * scale + (absolute ?? (ROUNDING * largest) / step);
  // At a lowest point the gradient is zero too, but there a step changes the function.
  const stationary = agrees && change > 2 ** -24 * largest;
  const flat = taped.every((value) => value === 0);
  if (flat && !stationary && elements.length > 0 && changesFarAway(f, inputs, which))
    return { status: "zero", shape };
  return {
    status: agrees ? "agrees" : "differs",
    shape,
    maxAbsoluteError: error,
    maxRelativeError: scale === 0 ? 0 : error / scale,
    worst,
  };
}

/** The gradient of the function's sum by backpropagation, or why there is none. */
function tapedGradient(
  f: TensorFunction,
  inputs: readonly tf.Tensor[],
  which: number,
): Float32Array | Error {
  const at = inputs[which];
  if (!at) return new Error("no such input");
  try {
    const gradient = tf.tidy(() =>
      tf.grad((x) => f(...inputs.map((input, index) => (index === which ? x : input))).sum())(at),
    );
    const values = Float32Array.from(gradient.dataSync());
    gradient.dispose();
    return values;
  } catch (cause) {
    releaseTape();
    return cause instanceof Error ? cause : new Error(String(cause));
  }
}

function difference({ gradient, finiteDifference }: GradientElement): number {
  return Math.abs(gradient - finiteDifference);
}

function assertArguments(
  f: unknown,
  inputs: readonly unknown[],
  options: CheckGradientOptions,
): void {
  const action = "check a gradient";
  if (typeof f !== "function") {
    throw new TypeError(`Cannot ${action}: f must be a function of tensors, but is ${kindOf(f)}`);
  }
  for (const [index, input] of inputs.entries()) {
    if (isTensor(input) && input.dtype === "float32") continue;
    const is = isTensor(input) ? input.dtype : kindOf(input);
    throw new TypeError(`Cannot ${action}: input ${index} must be a float32 tensor, but is ${is}`);
  }
  assertKnown(action, options, ["step", "relative", "absolute"]);
  const { step, relative, absolute } = options;
  if (step !== undefined) assertPositive(action, "step", step);
  if (relative !== undefined) assertNumber(action, "relative", relative, 0);
  if (absolute !== undefined) assertNumber(action, "absolute", absolute, 0);
}
