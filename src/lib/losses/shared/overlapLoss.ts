import * as tf from "@tensorflow/tfjs";
import { constant } from "../../gradients/stopGradient.js";
import { safeRatio } from "../../numerics/safeRatio.js";
import { assertPrediction } from "../../tensors/checks.js";
import { axesOf } from "../../tensors/shape.js";
import type { OverlapOptions } from "../options.js";
import { assertOverlapOptions } from "./assertOptions.js";
import { pickClasses } from "./classes.js";
import { negativeLog } from "./negativeLog.js";
import { type OverlapSums, overlapSums } from "./overlapSums.js";
import type { Ratio } from "./overlaps.js";
import { prepare } from "./prepare.js";
import { reduceLosses } from "./reduce.js";
import { DEFAULT_SMOOTH, smoothParts } from "./smoothParts.js";
import { validateValues } from "./validateValues.js";

/** The frame of every loss that is one minus an overlap of prediction and target. */
export function overlapLoss(
  action: string,
  target: tf.Tensor,
  prediction: tf.Tensor,
  options: OverlapOptions,
  overlap: (sums: OverlapSums) => Ratio,
  sharpen: (losses: tf.Tensor) => tf.Tensor = (losses) => losses,
): tf.Tensor {
  assertPrediction(action, prediction);
  assertOverlapOptions(action, options, prediction.shape);
  return tf.tidy(() => {
    const prepared = prepare(action, target, prediction, options);
    if (options.validate) validateValues(action, prepared, options.activation ?? "none");
    const sums = overlapSums(prepared, options);
    const { numerator, denominator } = overlap(sums);
    const smooth = smoothParts(options.smooth ?? DEFAULT_SMOOTH);
    const score = safeRatio(
      numerator.add(smooth.numerator),
      denominator.add(smooth.denominator),
      1,
    );
    const losses = options.logLoss ? negativeLog(score) : tf.sub(1, score);
    return reduceOverlaps(sharpen(losses), sums, options, axesOf(prediction.shape).classes);
  });
}

/** Weighs, picks and reduces losses `[images, classes]`. */
function reduceOverlaps(
  losses: tf.Tensor,
  sums: OverlapSums,
  options: OverlapOptions,
  classCount: number,
): tf.Tensor {
  const {
    classes = "all",
    classWeights,
    normalizeWeights,
    over = "image",
    reduction = "mean",
  } = options;
  const pick = (x: tf.Tensor) => (typeof classes === "string" ? x : pickClasses(x, classes));
  // Factors of 1 are left out: on small images such operations are most of the time.
  const present =
    classes === "present" ? constant(() => sums.target.greater(0).toFloat()) : undefined;
  const weights = classWeights && tf.tensor2d([...classWeights], [1, classCount]);
  const factor = present && weights ? present.mul(weights) : (present ?? weights);
  const weighted = pick(factor ? losses.mul(factor) : losses);
  const counted = normalizeWeights ? factor : present;
  const total = counted ? pick(counted.mul(tf.onesLike(losses))).sum() : weighted.size;
  const shaped = over === "batch" ? weighted.squeeze([0]) : weighted;
  return reduceLosses(shaped, total, reduction);
}
