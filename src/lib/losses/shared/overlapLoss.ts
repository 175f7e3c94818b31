import * as tf from "@tensorflow/tfjs";
import { constant } from "../../gradients/stopGradient.js";
import { power } from "../../numerics/power.js";
import { safeRatio } from "../../numerics/safeRatio.js";
import { assertPrediction } from "../../tensors/checks.js";
import { axesOf } from "../../tensors/shape.js";
import { fusedOverlapLoss } from "../fused/fusedOverlapLoss.js";
import type { OverlapOptions } from "../options.js";
import { assertOverlapOptions } from "./assertOptions.js";
import { assertOrder } from "./assertOrder.js";
import { pickClasses } from "./classes.js";
import { negativeLog } from "./negativeLog.js";
import { type OverlapSums, overlapSums } from "./overlapSums.js";
import { type Ratio, weighSums } from "./overlaps.js";
import { type Prepared, prepare } from "./prepare.js";
import { reduceLosses } from "./reduce.js";
import { DEFAULT_SMOOTH, smoothParts } from "./smoothParts.js";
import { validateValues } from "./validateValues.js";

/** The frame of every loss that is one minus an overlap of prediction and target. */
export function overlapLoss(
  action: string,
  target: tf.Tensor,
  prediction: tf.Tensor,
  options: OverlapOptions,
  ratio: Ratio,
  gamma = 1,
): tf.Tensor {
  assertOrder(action, target, prediction);
  assertPrediction(action, prediction);
  assertOverlapOptions(action, options, prediction.shape);
  return tf.tidy(() => {
    const prepared = prepare(action, target, prediction, options);
    if (options.validate) validateValues(action, prepared, options.activation ?? "none");
    return (
      fusedOverlapLoss(prepared, options, ratio, gamma) ??
      composedOverlapLoss(prepared, options, ratio, gamma)
    );
  });
}

/** From TensorFlow.js's operations on the sums, which can be differentiated again. */
function composedOverlapLoss(
  prepared: Prepared,
  options: OverlapOptions,
  { weighs, numerator, denominator }: Ratio,
  gamma: number,
): tf.Tensor {
  const sums = overlapSums(prepared, options, weighs);
  const smooth = smoothParts(options.smooth ?? DEFAULT_SMOOTH);
  const score = safeRatio(
    weighSums(sums, numerator).add(smooth.numerator),
    weighSums(sums, denominator).add(smooth.denominator),
    1,
  );
  const plain = options.logLoss ? negativeLog(score) : tf.sub(1, score);
  return reduceOverlaps(
    power(plain, gamma),
    sums,
    options,
    axesOf(prepared.prediction.shape).classes,
  );
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
