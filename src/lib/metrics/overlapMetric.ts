import * as tf from "@tensorflow/tfjs";
import { constant } from "../gradients/stopGradient.js";
import { encodeIndices, type OneHotOptions } from "../labels/oneHot.js";
import { assertOverlapOptions } from "../losses/shared/assertOptions.js";
import { pickClasses } from "../losses/shared/classes.js";
import { overlapSums } from "../losses/shared/overlapSums.js";
import { type Ratio, weighSums } from "../losses/shared/overlaps.js";
import { prepare } from "../losses/shared/prepare.js";
import { smoothParts } from "../losses/shared/smoothParts.js";
import { safeRatio } from "../numerics/safeRatio.js";
import { assertKnown } from "../tensors/assertKnown.js";
import { assertCount, assertTensor } from "../tensors/checks.js";
import type { OverlapMetricOptions } from "./options.js";

/** The frame of every metric that is an overlap of prediction and target. */
export function overlapMetric(
  action: string,
  target: tf.Tensor,
  prediction: tf.Tensor,
  options: OverlapMetricOptions,
  { weighs, numerator, denominator }: Ratio,
): tf.Tensor {
  assertKnown(action, options, [
    "numClasses",
    "over",
    "classes",
    "reduction",
    "smooth",
    "activation",
    "alpha",
    "mask",
    "ignoreIndex",
  ]);
  assertTensor(action, "target", target);
  assertTensor(action, "prediction", prediction);
  return tf.tidy(() => {
    const { numClasses, ...rest } = options;
    const classes = classTensor(action, prediction, numClasses);
    assertTensor(action, "prediction", classes, 2);
    assertOverlapOptions(action, rest, classes.shape);
    const { classes: counted = "all" } = options;
    const sums = overlapSums(prepare(action, target, classes, rest), rest, weighs);
    const smooth = smoothParts(options.smooth ?? 0);
    const below = weighSums(sums, denominator).add(smooth.denominator);
    const scores = safeRatio(weighSums(sums, numerator).add(smooth.numerator), below, 0);
    const present = constant(() =>
      (counted === "present" ? sums.target.greater(0) : below.greater(0)).toFloat(),
    );
    const pick = (x: tf.Tensor) => (typeof counted === "string" ? x : pickClasses(x, counted));
    return reduceScores(pick(scores.mul(present)), pick(present), options);
  });
}

/** Class indices as one-hot rows when the number of classes is given; else the tensor as it is. */
export function classTensor(
  action: string,
  prediction: tf.Tensor,
  numClasses?: number,
  options: OneHotOptions = {},
): tf.Tensor {
  if (numClasses === undefined) {
    if (prediction.dtype === "int32") assertOneHot(action, prediction);
    return prediction.toFloat();
  }
  if (prediction.dtype !== "int32") {
    throw new TypeError(
      `Cannot ${action}: prediction must be class indices, int32, when numClasses is given, ` +
        `but is ${prediction.dtype}; leave numClasses out for probabilities`,
    );
  }
  assertCount(action, "numClasses", numClasses);
  return encodeIndices(action, "prediction of class indices", prediction, numClasses, options);
}

/** Indices are int32 as one-hot rows are; taken for rows, they would score something, and silently. */
function assertOneHot(action: string, prediction: tf.Tensor): void {
  const largest = tf.tidy(() => prediction.max().dataSync()[0] ?? 0);
  if (largest <= 1) return;
  throw new RangeError(
    `Cannot ${action}: prediction must be one-hot rows of 0 and 1, or class indices with numClasses, ` +
      `but is int32 with values up to ${largest} and no numClasses`,
  );
}

/** Reduces scores `[images, classes]`; a class that is in neither tensor is NaN, and in no mean. */
function reduceScores(
  scores: tf.Tensor,
  present: tf.Tensor,
  { reduction = "none", over = "image" }: OverlapMetricOptions,
): tf.Tensor {
  switch (reduction) {
    case "none": {
      const marked = scores.add(nanWhere(present));
      return over === "batch" ? marked.squeeze([0]) : marked;
    }
    case "sum":
      return scores.sum();
    case "mean": {
      // Of each image first, so that an image with few classes counts like any other.
      const images = safeRatio(scores.sum(1), present.sum(1), 0);
      const counted = constant(() => present.max(1));
      return safeRatio(images.sum(), counted.sum(), 0).add(nanWhere(constant(() => counted.max())));
    }
  }
}

/** 0 where present is 1, NaN where it is 0; a constant, so that gradients stay finite. */
function nanWhere(present: tf.Tensor): tf.Tensor {
  return constant(() =>
    tf.where(present.greater(0), tf.zerosLike(present), tf.fill(present.shape, Number.NaN)),
  );
}
