import type * as tf from "@tensorflow/tfjs";
import { iouRatio } from "../losses/shared/overlaps.js";
import type { OverlapMetricOptions } from "./options.js";
import { overlapMetric } from "./overlapMetric.js";

/**
 * Intersection over union (the Jaccard index), per image and class.
 *
 * The sums run over the pixels of one image (or of the batch); it is in [0, 1].
 *
 * @formula IoU = Σpt / (Σp + Σt − Σpt)
 * @param target labels `[batch, ...spatial, classes]` in [0, 1], or class indices `[batch, ...spatial]`, int32.
 * @param prediction probabilities or one-hot rows `[batch, ...spatial, classes]`; or, with `numClasses`,
 * class indices `[batch, ...spatial]`, int32. Probabilities are not rounded: the overlap is soft.
 * @returns "none": `[batch, classes]` (`[classes]` over the batch; fewer columns when `classes` lists some),
 * NaN for a class that is in neither tensor; "mean": a scalar, the mean of each image's mean over its classes, NaN ones left out; "sum":
 * a scalar over what is not NaN.
 * @throws {TypeError} for a wrong type or shape.
 * @throws {RangeError} for a wrong option.
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { iou } from "softgrad";
 * const target = tf.tensor2d([[0, 0, 1, 1]], [1, 4], "int32");
 * const prediction = tf.tensor2d([[0, 1, 1, 1]], [1, 4], "int32");
 * iou(target, prediction, { numClasses: 3 }).print(); // [[0.5, 0.6666667, NaN]]
 * ```
 */
export function iou(
  target: tf.Tensor,
  prediction: tf.Tensor,
  options: OverlapMetricOptions = {},
): tf.Tensor {
  return overlapMetric("measure the IoU", target, prediction, options, iouRatio);
}
