import * as tf from "@tensorflow/tfjs";
import { assertNumber, assertTensor } from "../tensors/checks.js";

/**
 * Moves a part of every label evenly to all classes (label smoothing).
 *
 * C is the length of the last axis. This is the same amount everywhere, unlike the disagreement of
 * annotators, which gathers at boundaries; see `labelsFromVotes`. A single column is one class, C = 1,
 * and moves towards 1; for a yes or no use `labelSmoothing` of `sigmoidCrossEntropy`, which moves to ½.
 *
 * @formula y′ = (1 − ε) y + ε / C
 * @param labels `[..., classes]`, in [0, 1].
 * @param amount ε, in [0, 1].
 * @returns labels of the same shape, float32.
 * @throws {TypeError} when labels is no tensor of rank 1 or more.
 * @throws {RangeError} when amount is outside [0, 1].
 * @see Szegedy et al., "Rethinking the Inception Architecture" (CVPR 2016)
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { smoothLabels } from "softgrad";
 * smoothLabels(tf.tensor2d([[1, 0]]), 0.1).print(); // [[0.95, 0.05]]
 * ```
 */
export function smoothLabels(labels: tf.Tensor, amount: number): tf.Tensor {
  const action = "smooth labels";
  assertTensor(action, "labels", labels, 1);
  assertSmoothing(action, "amount", amount);
  const classes = labels.shape[labels.rank - 1] ?? 1;
  return tf.tidy(() =>
    labels
      .toFloat()
      .mul(1 - amount)
      .add(amount / classes),
  );
}

/** Throws a RangeError unless the value is a number in [0, 1]. */
export function assertSmoothing(action: string, name: string, value: number): void {
  assertNumber(action, name, value, 0);
  if (value > 1)
    throw new RangeError(`Cannot ${action}: ${name} must be 1 or less, but is ${value}`);
}
