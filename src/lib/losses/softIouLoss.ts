import type * as tf from "@tensorflow/tfjs";
import { assertKnown } from "../tensors/assertKnown.js";
import type { Prediction } from "../tensors/gradientTypes.js";
import type { OverlapOptions } from "./options.js";
import { overlapOptions } from "./shared/optionNames.js";
import { overlapLoss } from "./shared/overlapLoss.js";
import { iouRatio } from "./shared/overlaps.js";

/**
 * Soft intersection over union (Jaccard) as a loss, per image and class.
 *
 * The sums run over the pixels of one image (or of the batch). On hard masks this is one minus the IoU.
 * With soft targets its minimum is at hard predictions, not at p = t: then use `squared`.
 *
 * A class that is empty in prediction and target, or all of whose pixels are masked, has loss 0 (1 − the
 * quotient of `smooth`'s parts where they differ); where `smooth` is 0, its gradient is 0 as well.
 *
 * @formula L = 1 − (Σpt + s) / (Σp + Σt − Σpt + s)
 * @param target labels `[batch, ...spatial, classes]` in [0, 1], or class indices `[batch, ...spatial]`, int32.
 * @param prediction `[batch, ...spatial, classes]`, float32: probabilities, or logits when `activation` says so.
 * @returns "none": `[batch, classes]` (`[classes]` over the batch; fewer columns when `classes` lists
 * some; 0 for a class that is not present); "mean", "sum": a scalar over all of it.
 * @throws {TypeError} for a wrong type or shape.
 * @throws {RangeError} for a wrong option, or a wrong value with `validate`.
 * @see Rahman and Wang, "Optimizing Intersection-Over-Union in Deep Neural Networks" (ISVC 2016)
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { softIouLoss } from "softgrad";
 * const target = tf.tensor4d([1, 1, 0, 0], [1, 2, 2, 1]);
 * const prediction = tf.tensor4d([1, 0, 1, 0], [1, 2, 2, 1]);
 * softIouLoss(target, prediction, { smooth: 0 }).print(); // 0.6666667: one pixel of three is shared
 * ```
 */
export function softIouLoss(
  target: tf.Tensor,
  prediction: Prediction,
  options: OverlapOptions = {},
): tf.Tensor {
  const action = "compute the soft IoU loss";
  assertKnown(action, options, [...overlapOptions, "squared"]);
  return overlapLoss(action, target, prediction, options, iouRatio);
}
