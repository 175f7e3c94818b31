import type * as tf from "@tensorflow/tfjs";
import { assertKnown } from "../tensors/assertKnown.js";
import { assertLogits, assertNumber, assertPerClass } from "../tensors/checks.js";
import type { Logits } from "../tensors/gradientTypes.js";
import { axesOf } from "../tensors/shape.js";
import { crossEntropyParts } from "./fused/crossEntropy.js";
import type { SigmoidCrossEntropyOptions } from "./options.js";
import { assertCrossEntropyOptions } from "./shared/assertOptions.js";
import { assertOrder } from "./shared/assertOrder.js";
import { lossOptions } from "./shared/optionNames.js";
import { perClassLoss, weightsOf, withLabels } from "./shared/pixelLoss.js";

/**
 * Binary cross-entropy of soft targets and sigmoid, from logits, per pixel and class (BCE with logits).
 *
 * q is `positiveWeight`, w the class's weight. It is computed as softplus, never from σ(x): it is finite
 * for every finite logit, and its gradient w ((1 − t) σ(x) − q t σ(−x)) is right at 0 and does not fall
 * to zero for a confident miss. With soft targets the minimum (q = 1) is at σ(x) = t.
 *
 * @formula L = −w (q t log σ(x) + (1 − t) log(1 − σ(x)))
 * @param target labels `[batch, ...spatial, classes]` in [0, 1], or class indices `[batch, ...spatial]`, int32.
 * @param logits `[batch, ...spatial, classes]`, float32, of any size to 1e30: beyond that sums may overflow.
 * @returns "none": `[batch, ...spatial, classes]`, 0 where a pixel is masked; "sum": a scalar;
 * "mean": a scalar, the sum over the number of pixels that count times classes (with
 * `normalizeWeights` over the sum of their weights); 0 when none counts.
 * @throws {TypeError} for a wrong type or shape.
 * @throws {RangeError} for a wrong option, or a wrong value with `validate`.
 * @see Goodfellow, Bengio, Courville, "Deep Learning" (2016), 6.2.2.2
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { sigmoidCrossEntropy } from "softgrad";
 * const target = tf.tensor2d([[0.24]]); // 24 of 100 people said dog
 * sigmoidCrossEntropy(target, tf.tensor2d([[0]])).print(); // 0.6931
 * ```
 */
export function sigmoidCrossEntropy(
  target: tf.Tensor,
  logits: Logits,
  options: SigmoidCrossEntropyOptions = {},
): tf.Tensor {
  const action = "compute the sigmoid cross-entropy";
  assertKnown(action, options, ["labelSmoothing", "positiveWeight", ...lossOptions]);
  assertOrder(action, target, logits);
  assertLogits(action, logits);
  assertCrossEntropyOptions(action, options, logits.shape);
  const { labelSmoothing = 0 } = options;
  const positive = perClass(action, options.positiveWeight, logits.shape);
  const parts = crossEntropyParts((classes) => {
    const negatives = weightsOf(options, classes);
    const positives = positive.map((q, c) => q * (negatives[c] ?? 1));
    return { activation: "sigmoid", positives, negatives, parameter: 0 };
  });
  const changed = (y: tf.Tensor) => (labelSmoothing ? smoothed(y, labelSmoothing) : y);
  return perClassLoss(action, target, logits, options, withLabels(parts, changed));
}

/** Labels of classes on their own, moved towards ½. */
function smoothed(labels: tf.Tensor, smoothing: number): tf.Tensor {
  return labels.mul(1 - smoothing).add(smoothing / 2);
}

/** A factor for each class. */
function perClass(
  action: string,
  weight: number | readonly number[] = 1,
  shape: readonly number[],
): readonly number[] {
  if (typeof weight === "number") {
    assertNumber(action, "positiveWeight", weight, 0);
    return new Array<number>(axesOf(shape).classes).fill(weight);
  }
  assertPerClass(action, "positiveWeight", weight, shape);
  return weight;
}
