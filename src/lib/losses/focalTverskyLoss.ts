import type * as tf from "@tensorflow/tfjs";
import { assertKnown } from "../tensors/assertKnown.js";
import { assertPositive } from "../tensors/checks.js";
import type { Prediction } from "../tensors/gradientTypes.js";
import type { FocalTverskyOptions } from "./options.js";
import { assertTversky } from "./shared/assertTversky.js";
import { overlapOptions } from "./shared/optionNames.js";
import { overlapLoss } from "./shared/overlapLoss.js";
import { tverskyRatio } from "./shared/overlaps.js";

/**
 * Focal Tversky loss: the Tversky loss of each class raised to a power, then reduced.
 *
 * TI is the Tversky index of `tverskyLoss`. γ > 1 weakens the pull of classes that already fit, γ < 1
 * strengthens it; there a loss below 1e-30 counts as 1e-30 and has gradient 0, since the slope at 0 is
 * infinite.
 *
 * @formula L = (1 − TI)^γ
 * @param target labels `[batch, ...spatial, classes]` in [0, 1], or class indices `[batch, ...spatial]`, int32.
 * @param prediction `[batch, ...spatial, classes]`, float32: probabilities, or logits when `activation` says so.
 * @returns "none": `[batch, classes]` (`[classes]` over the batch; fewer columns when `classes` lists
 * some; 0 for a class that is not present); "mean", "sum": a scalar over all of it.
 * @throws {TypeError} for a wrong type or shape.
 * @throws {RangeError} for a wrong option, or a wrong value with `validate`.
 * @see Abraham and Khan, "A Novel Focal Tversky Loss Function" (ISBI 2019), whose exponent is 1/γ
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { focalTverskyLoss } from "softgrad";
 * const target = tf.tensor4d([1, 1, 0, 0], [1, 2, 2, 1]);
 * const prediction = tf.tensor4d([1, 0, 1, 0], [1, 2, 2, 1]);
 * focalTverskyLoss(target, prediction, { gamma: 2, smooth: 0 }).print(); // 0.5² = 0.25
 * ```
 */
export function focalTverskyLoss(
  target: tf.Tensor,
  prediction: Prediction,
  options: FocalTverskyOptions = {},
): tf.Tensor {
  const action = "compute the focal Tversky loss";
  assertKnown(action, options, [
    ...overlapOptions,
    "falsePositiveWeight",
    "falseNegativeWeight",
    "form",
    "gamma",
  ]);
  const { gamma = 4 / 3 } = options;
  assertTversky(action, options);
  assertPositive(action, "gamma", gamma);
  return overlapLoss(action, target, prediction, options, tverskyRatio(options), gamma);
}
