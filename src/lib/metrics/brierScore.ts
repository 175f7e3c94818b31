import type * as tf from "@tensorflow/tfjs";
import { type BrierLossOptions, brier } from "../losses/brierLoss.js";

/**
 * The Brier score, averaged over the pixels: 0 is best.
 *
 * The same number that `brierLoss` gives; hard predictions are allowed here.
 *
 * @formula B = Σ_c (p_c − t_c)²
 * @param target labels `[batch, ...spatial, classes]` in [0, 1], or class indices `[batch, ...spatial]`, int32.
 * @param prediction probabilities `[batch, ...spatial, classes]`, or logits when `activation` says so.
 * @returns a scalar, or what `reduction` asks for, as `brierLoss` says.
 * @throws {TypeError} for a wrong type or shape.
 * @throws {RangeError} for a wrong option.
 * @see Brier, "Verification of Forecasts Expressed in Terms of Probability" (1950)
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { brierScore } from "softgrad";
 * brierScore(tf.tensor1d([0], "int32"), tf.tensor2d([[0.5, 0.5]])).print(); // 0.5
 * ```
 */
export function brierScore(
  target: tf.Tensor,
  prediction: tf.Tensor,
  options: BrierLossOptions = {},
): tf.Tensor {
  return brier("measure the Brier score", target, prediction, options);
}
