import * as tf from "@tensorflow/tfjs";
import { softmax } from "../numerics/softmax.js";
import { assertKnown } from "../tensors/assertKnown.js";
import { assertLogits, assertPositive } from "../tensors/checks.js";
import type { Soft } from "../tensors/gradientTypes.js";

export interface SharpnessOptions {
  /**
   * How hard the result is, more than 0; 1 when absent. The gradient first grows with it and then
   * dies: with logits a few units apart, nothing is left of it at 50.
   */
  readonly alpha?: number;
}

/**
 * Encodes logits as soft class labels through which the gradient flows.
 *
 * The softmax runs over the last axis. As α grows, p tends to the one-hot encoding of the arg max, and
 * its gradient to zero.
 *
 * @formula p = softmax(α · logits)
 * @param logits `[batch, ...spatial, classes]`, float32, any finite value.
 * @returns probabilities of the same shape, in [0, 1], each row summing to 1.
 * @throws {TypeError} when logits is no float tensor of rank 1 or more.
 * @throws {RangeError} when alpha is not a finite number above 0.
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { softOneHot } from "softgrad";
 * softOneHot(tf.tensor2d([[2, 1, 0]]), { alpha: 5 }).print(); // [[0.9932623, 0.0066925, 0.0000451]]
 * ```
 */
export function softOneHot(logits: tf.Tensor, options: SharpnessOptions = {}): Soft {
  const action = "make soft one-hot labels";
  assertKnown(action, options, ["alpha"]);
  assertLogits(action, logits, 1);
  const alpha = assertAlpha(action, options.alpha);
  return tf.tidy(() => softmax(alpha === 1 ? logits : logits.mul(alpha)) as Soft);
}

/** Returns alpha, 1 when absent; throws a RangeError unless it is a finite number above 0. */
export function assertAlpha(action: string, alpha = 1): number {
  assertPositive(action, "alpha", alpha);
  return alpha;
}
