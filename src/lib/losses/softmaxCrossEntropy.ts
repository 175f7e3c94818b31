import type * as tf from "@tensorflow/tfjs";
import { smoothLabels } from "../labels/smoothLabels.js";
import { assertKnown } from "../tensors/assertKnown.js";
import { assertLogits } from "../tensors/checks.js";
import type { Logits } from "../tensors/gradientTypes.js";
import { crossEntropyParts } from "./fused/crossEntropy.js";
import type { CrossEntropyOptions } from "./options.js";
import { assertCrossEntropyOptions } from "./shared/assertOptions.js";
import { assertOrder } from "./shared/assertOrder.js";
import { lossOptions } from "./shared/optionNames.js";
import { pixelLoss, weightsOf, withLabels } from "./shared/pixelLoss.js";

/**
 * Cross-entropy of soft labels and softmax, from logits, per pixel.
 *
 * The gradient is softmax(x)·Σ_c w_c y_c − w y, so a row of zeros (an ignored pixel) has none, unless
 * labels are smoothed; its size never falls to zero for a confident miss. With soft labels the minimum is at softmax(x) = y, and the
 * loss there is the labels' entropy.
 *
 * @formula L = −Σ_c w_c y_c log softmax(x)_c
 * @param target labels `[batch, ...spatial, classes]` in [0, 1], or class indices `[batch, ...spatial]`, int32.
 * @param logits `[batch, ...spatial, classes]`, float32, of any size to 1e30: beyond that sums may overflow.
 * @returns "none": `[batch, ...spatial]`, 0 where a pixel is masked; "sum": a scalar; "mean": a
 * scalar, the sum over the number of pixels that count (with `normalizeWeights` over the sum of
 * their targets' weights, as PyTorch does for class indices); 0 when none counts.
 * @throws {TypeError} for a wrong type or shape.
 * @throws {RangeError} for a wrong option, or a wrong value with `validate`.
 * @see Goodfellow, Bengio, Courville, "Deep Learning" (2016), 6.2.2.3
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { softmaxCrossEntropy } from "softgrad";
 * const dog = tf.tensor2d([[0.93, 0.07]]); // 93 of 100 people said dog
 * softmaxCrossEntropy(dog, tf.tensor2d([[2, 0]])).print(); // 0.2669
 * ```
 */
export function softmaxCrossEntropy(
  target: tf.Tensor,
  logits: Logits,
  options: CrossEntropyOptions = {},
): tf.Tensor {
  const action = "compute the softmax cross-entropy";
  assertKnown(action, options, ["labelSmoothing", ...lossOptions]);
  assertOrder(action, target, logits);
  assertLogits(action, logits);
  assertCrossEntropyOptions(action, options, logits.shape);
  const { labelSmoothing = 0 } = options;
  const parts = crossEntropyParts((classes) => ({
    activation: "softmax",
    positives: weightsOf(options, classes),
    negatives: [],
    parameter: 0,
  }));
  const smoothed = (y: tf.Tensor) => (labelSmoothing ? smoothLabels(y, labelSmoothing) : y);
  return pixelLoss(action, target, logits, options, "softmax", withLabels(parts, smoothed));
}
