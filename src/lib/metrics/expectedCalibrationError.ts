import type * as tf from "@tensorflow/tfjs";
import { measureReliability, type ReliabilityOptions } from "./reliability.js";

/**
 * The expected calibration error: the mean gap between confidence and accuracy, in bins; 0 is best.
 *
 * n_b of the n pixels lie in bin b; see `reliability` for the bins themselves.
 *
 * @formula ECE = Σ_b n_b / n · |accuracy_b − confidence_b|
 * @param target labels `[batch, ...spatial, classes]` in [0, 1], or class indices `[batch, ...spatial]`, int32.
 * @param prediction `[batch, ...spatial, classes]`, float32: probabilities, or logits when `activation` says so.
 * @returns a number in [0, 1]; NaN when no pixel counts.
 * @throws {TypeError} for a wrong type or shape.
 * @throws {RangeError} for a wrong option.
 * @see Naeini, Cooper, Hauskrecht, "Obtaining Well Calibrated Probabilities" (AAAI 2015)
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { expectedCalibrationError } from "softgrad";
 * console.log(expectedCalibrationError(tf.tensor2d([[1], [0]]), tf.tensor2d([[0.5], [0.5]]))); // 0
 * ```
 */
export function expectedCalibrationError(
  target: tf.Tensor,
  prediction: tf.Tensor,
  options: ReliabilityOptions = {},
): number {
  const action = "measure the calibration error";
  return measureReliability(action, target, prediction, options).expectedError;
}
