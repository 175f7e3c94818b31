import type * as tf from "@tensorflow/tfjs";
import { assertKnown } from "../tensors/assertKnown.js";
import type { Prediction } from "../tensors/gradientTypes.js";
import type { TverskyOptions } from "./options.js";
import { assertTversky } from "./shared/assertTversky.js";
import { overlapOptions } from "./shared/optionNames.js";
import { overlapLoss } from "./shared/overlapLoss.js";
import { tverskyRatio } from "./shared/overlaps.js";

/**
 * Tversky index as a loss, per image and class: Dice with separate prices for the two errors.
 *
 * TP is Σpt, or by `form` its soft-label variant; FP = Σp − TP and FN = Σt − TP. α = β = ½ is Dice (with
 * s on one TP, half of Dice's), α = β = 1 is Jaccard; β > α favours recall.
 *
 * @formula L = 1 − (TP + s) / (TP + α FP + β FN + s)
 * @param target labels `[batch, ...spatial, classes]` in [0, 1], or class indices `[batch, ...spatial]`, int32.
 * @param prediction `[batch, ...spatial, classes]`, float32: probabilities, or logits when `activation` says so.
 * @returns "none": `[batch, classes]` (`[classes]` over the batch; fewer columns when `classes` lists
 * some; 0 for a class that is not present); "mean", "sum": a scalar over all of it.
 * @throws {TypeError} for a wrong type or shape.
 * @throws {RangeError} for a wrong option, or a wrong value with `validate`.
 * @see Salehi, Erdogmus, Gholipour, "Tversky Loss Function for Image Segmentation" (2017)
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { tverskyLoss } from "softgrad";
 * const target = tf.tensor4d([1, 1, 0, 0], [1, 2, 2, 1]);
 * const prediction = tf.tensor4d([1, 0, 0, 0], [1, 2, 2, 1]);
 * const options = { falsePositiveWeight: 0.3, falseNegativeWeight: 0.7, smooth: 0 };
 * tverskyLoss(target, prediction, options).print(); // 1 - 1 / 1.7 = 0.4117647
 * ```
 */
export function tverskyLoss(
  target: tf.Tensor,
  prediction: Prediction,
  options: TverskyOptions = {},
): tf.Tensor {
  const action = "compute the Tversky loss";
  assertKnown(action, options, [
    ...overlapOptions,
    "falsePositiveWeight",
    "falseNegativeWeight",
    "form",
  ]);
  assertTversky(action, options);
  return overlapLoss(action, target, prediction, options, tverskyRatio(options));
}
