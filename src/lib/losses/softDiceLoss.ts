import type * as tf from "@tensorflow/tfjs";
import { assertKnown } from "../tensors/assertKnown.js";
import type { Prediction } from "../tensors/gradientTypes.js";
import type { OverlapOptions } from "./options.js";
import { overlapOptions } from "./shared/optionNames.js";
import { overlapLoss } from "./shared/overlapLoss.js";
import { diceRatio } from "./shared/overlaps.js";

/**
 * Soft Dice (F1) as a loss, per image and class.
 *
 * The sums run over the pixels of one image (or of the batch); with `squared` the denominator has Σp²
 * and Σt². On hard masks this is one minus the Dice coefficient. With soft targets its minimum is at
 * hard predictions, 1 where t is more than half the best Dice; the squared form has it at p = t.
 *
 * A class that is empty in prediction and target, or all of whose pixels are masked, has loss 0 (1 − the
 * quotient of `smooth`'s parts where they differ); where `smooth` is 0, its gradient is 0 as well.
 *
 * @formula L = 1 − (2 Σpt + s) / (Σp + Σt + s)
 * @param target labels `[batch, ...spatial, classes]` in [0, 1], or class indices `[batch, ...spatial]`, int32.
 * @param prediction `[batch, ...spatial, classes]`, float32: probabilities, or logits when `activation` says so.
 * @returns "none": `[batch, classes]` (`[classes]` over the batch; fewer columns when `classes` lists
 * some; 0 for a class that is not present); "mean", "sum": a scalar over all of it.
 * @throws {TypeError} for a wrong type or shape.
 * @throws {RangeError} for a wrong option, or a wrong value with `validate`.
 * @see Milletari, Navab, Ahmadi, "V-Net" (3DV 2016), which squares; Drozdzal et al. (2016), which does not
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { softDiceLoss } from "softgrad";
 * const target = tf.tensor4d([1, 1, 0, 0], [1, 2, 2, 1]);
 * const prediction = tf.tensor4d([1, 0, 1, 0], [1, 2, 2, 1]);
 * softDiceLoss(target, prediction, { smooth: 0 }).print(); // 0.5
 * ```
 */
export function softDiceLoss(
  target: tf.Tensor,
  prediction: Prediction,
  options: OverlapOptions = {},
): tf.Tensor {
  const action = "compute the soft Dice loss";
  assertKnown(action, options, [...overlapOptions, "squared"]);
  return overlapLoss(action, target, prediction, options, diceRatio);
}
