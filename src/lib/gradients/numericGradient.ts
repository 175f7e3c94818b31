import * as tf from "@tensorflow/tfjs";

/** A function of float tensors; what it returns counts by its sum. */
export type TensorFunction = (...inputs: tf.Tensor[]) => tf.Tensor;

export interface NumericGradient {
  /** Central differences of the function's sum. */
  readonly gradient: Float64Array;
  /** The largest sum seen. */
  readonly largest: number;
  /** The largest change of the sum by one step. */
  readonly change: number;
}

/** Differentiates the function's sum by finite differences with respect to one input. */
export function numericGradient(
  f: TensorFunction,
  inputs: readonly tf.Tensor[],
  which: number,
  step: number,
): NumericGradient {
  const values = Float32Array.from(inputs[which]?.dataSync() ?? []);
  const here = sumAt(f, inputs, which, values);
  let largest = Math.abs(here);
  let change = 0;
  const gradient = Float64Array.from(values, (value, place) => {
    // The steps that float32 really takes, not the ones asked for, and equally far on both sides.
    const above = Math.fround(value + step);
    const below = Math.fround(2 * value - above);
    const high = sumAt(f, inputs, which, values, place, above);
    const low = sumAt(f, inputs, which, values, place, below);
    largest = Math.max(largest, Math.abs(high), Math.abs(low));
    change = Math.max(change, Math.abs(high - here), Math.abs(low - here));
    return (high - low) / (above - below);
  });
  return { gradient, largest, change };
}

/** Whether the function's sum changes when one element of the input moves far. */
export function changesFarAway(
  f: TensorFunction,
  inputs: readonly tf.Tensor[],
  which: number,
): boolean {
  const values = Float32Array.from(inputs[which]?.dataSync() ?? []);
  const far = 1 + 2 * values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const here = sumAt(f, inputs, which, values);
  return values.some((value, place) =>
    [far, -far].some((move) => {
      const there = sumAt(f, inputs, which, values, place, value + move);
      return Math.abs(there - here) > 1e-6 * Math.max(1, Math.abs(here));
    }),
  );
}

/** The function's sum, added up in float64, with one element of one input replaced. */
function sumAt(
  f: TensorFunction,
  inputs: readonly tf.Tensor[],
  which: number,
  values: Float32Array,
  place = -1,
  value = 0,
): number {
  const moved = values.slice();
  if (place >= 0) moved[place] = value;
  return tf.tidy(() => {
    const changed = inputs.map((input, index) =>
      index === which ? tf.tensor(moved, input.shape, "float32") : input,
    );
    let sum = 0;
    for (const part of f(...changed).dataSync()) sum += part;
    return { sum };
  }).sum;
}
