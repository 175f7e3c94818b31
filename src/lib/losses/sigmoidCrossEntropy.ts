import * as tf from "@tensorflow/tfjs";
import { softplus } from "../numerics/softplus.js";
import { assertNumber, assertPerClass, assertPrediction } from "../tensors/checks.js";
import type { Prediction } from "../tensors/gradientTypes.js";
import { axesOf } from "../tensors/shape.js";
import type { SigmoidCrossEntropyOptions } from "./options.js";
import { assertCrossEntropyOptions } from "./shared/assertOptions.js";
import { prepare } from "./shared/prepare.js";
import { reduceLosses } from "./shared/reduce.js";
import { validateValues } from "./shared/validateValues.js";

/**
 * Binary cross-entropy of soft targets and sigmoid, from logits, per pixel and class (BCE with logits).
 *
 * L = −w (q t log σ(x) + (1 − t) log(1 − σ(x))), computed as softplus, never from σ(x): it is finite
 * for every finite logit, and its gradient w ((1 − t) σ(x) − q t σ(−x)) is right at 0 and does not
 * fall to zero for a confident miss. With soft targets the minimum (q = 1) is at σ(x) = t.
 *
 * @param target labels `[batch, ...spatial, classes]` in [0, 1], or class indices `[batch, ...spatial]`, int32.
 * @param logits `[batch, ...spatial, classes]`, float32, any finite value.
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
  logits: Prediction,
  options: SigmoidCrossEntropyOptions = {},
): tf.Tensor {
  const action = "compute the sigmoid cross-entropy";
  assertPrediction(action, logits);
  assertCrossEntropyOptions(action, options, logits.shape);
  const { classWeights, labelSmoothing = 0, normalizeWeights, reduction = "mean" } = options;
  const positiveWeight = positiveWeights(action, options.positiveWeight, logits.shape);
  return tf.tidy(() => {
    const prepared = prepare(action, target, logits, options);
    if (options.validate) validateValues(action, prepared, "sigmoid");
    const { counted } = prepared;
    const { batch, pixels, classes } = axesOf(logits.shape);
    const labels = labelSmoothing
      ? prepared.target.mul(1 - labelSmoothing).add(labelSmoothing / 2)
      : prepared.target;
    const weights = tf.tensor1d(classWeights ? [...classWeights] : new Array(classes).fill(1));
    const positive = softplus(prepared.prediction.neg())
      .mul(labels)
      .mul(tf.tensor1d(positiveWeight));
    const each = softplus(prepared.prediction).mul(tf.sub(1, labels)).add(positive);
    const weighted = classWeights ? each.mul(weights) : each;
    const losses = counted ? weighted.mul(counted) : weighted;
    const perPixel = normalizeWeights ? weights.sum() : tf.scalar(classes);
    const total = perPixel.mul(counted ? counted.sum() : batch * pixels);
    return reduceLosses(losses.reshape(logits.shape), total, reduction);
  });
}

function positiveWeights(
  action: string,
  weight: number | readonly number[] = 1,
  shape: readonly number[],
): number[] {
  if (typeof weight !== "number") {
    assertPerClass(action, "positiveWeight", weight, shape);
    return [...weight];
  }
  assertNumber(action, "positiveWeight", weight, 0);
  return new Array(axesOf(shape).classes).fill(weight);
}
