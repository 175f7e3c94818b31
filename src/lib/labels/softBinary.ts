import * as tf from "@tensorflow/tfjs";
import { sigmoid } from "../numerics/sigmoid.js";
import { assertKnown } from "../tensors/assertKnown.js";
import { assertLogits } from "../tensors/checks.js";
import type { Soft } from "../tensors/gradientTypes.js";
import { assertAlpha, type SharpnessOptions } from "./softOneHot.js";

/**
 * Encodes logits as soft 0/1 labels, each on its own, through which the gradient flows.
 *
 * As α grows, p tends to the threshold at logit 0, and its gradient to zero.
 *
 * @formula p = sigmoid(α · logits)
 * @param logits any shape, float32, any finite value.
 * @returns probabilities of the same shape, in [0, 1].
 * @throws {TypeError} when logits is no float tensor.
 * @throws {RangeError} when alpha is not a finite number above 0.
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { softBinary } from "softgrad";
 * softBinary(tf.tensor1d([-1, 0, 1]), { alpha: 2 }).print(); // [0.1192029, 0.5, 0.8807971]
 * ```
 */
export function softBinary(logits: tf.Tensor, options: SharpnessOptions = {}): Soft {
  const action = "make soft binary labels";
  assertKnown(action, options, ["alpha"]);
  assertLogits(action, logits, 0);
  const alpha = assertAlpha(action, options.alpha);
  return tf.tidy(() => sigmoid(alpha === 1 ? logits : logits.mul(alpha)) as Soft);
}
