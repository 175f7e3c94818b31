import * as tf from "@tensorflow/tfjs";
import { binaryCrossEntropy } from "../numerics/binaryCrossEntropy.js";
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
  const extra = extraPositiveWeights(action, options.positiveWeight, logits.shape);
  return tf.tidy(() => {
    const prepared = prepare(action, target, logits, options);
    if (options.validate) validateValues(action, prepared, "sigmoid");
    const { counted } = prepared;
    const { batch, pixels, classes } = axesOf(logits.shape);
    const labels = labelSmoothing
      ? prepared.target.mul(1 - labelSmoothing).add(labelSmoothing / 2)
      : prepared.target;
    const x = prepared.prediction;
    const plain = binaryCrossEntropy(labels, x);
    // q t softplus(−x) + (1 − t) softplus(x), as what q adds to the plain loss.
    const each = extra ? plain.add(softplus(x.neg()).mul(labels).mul(tf.tensor1d(extra))) : plain;
    const weighted = classWeights ? each.mul(tf.tensor1d([...classWeights])) : each;
    const losses = counted ? weighted.mul(counted) : weighted;
    const perPixel =
      normalizeWeights && classWeights ? classWeights.reduce((sum, w) => sum + w, 0) : classes;
    const total = counted ? counted.sum().mul(perPixel) : batch * pixels * perPixel;
    return reduceLosses(losses.reshape(logits.shape), total, reduction);
  });
}

/** q − 1 for each class; undefined when every q is 1. */
function extraPositiveWeights(
  action: string,
  weight: number | readonly number[] = 1,
  shape: readonly number[],
): number[] | undefined {
  if (typeof weight === "number") assertNumber(action, "positiveWeight", weight, 0);
  else assertPerClass(action, "positiveWeight", weight, shape);
  const weights =
    typeof weight === "number" ? new Array<number>(axesOf(shape).classes).fill(weight) : weight;
  return weights.every((q) => q === 1) ? undefined : weights.map((q) => q - 1);
}
