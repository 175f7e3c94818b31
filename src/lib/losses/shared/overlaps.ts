import type * as tf from "@tensorflow/tfjs";
import type { TverskyOptions } from "../options.js";
import type { OverlapSums } from "./overlapSums.js";

/** An overlap measure as the two parts of its ratio, before smoothing. */
export interface Ratio {
  readonly numerator: tf.Tensor;
  readonly denominator: tf.Tensor;
}

/** Intersection over union: I / (P + T − I). */
export function iouRatio({ intersection, prediction, target }: OverlapSums): Ratio {
  return { numerator: intersection, denominator: prediction.add(target).sub(intersection) };
}

/** Dice: 2I / (P + T). */
export function diceRatio({ intersection, prediction, target }: OverlapSums): Ratio {
  return { numerator: intersection.mul(2), denominator: prediction.add(target) };
}

/** The forum thread's formula, I / (P + T): half of Dice, since P + T counts the intersection twice. */
export function threadRatio({ intersection, prediction, target }: OverlapSums): Ratio {
  return { numerator: intersection, denominator: prediction.add(target) };
}

/** Tversky: TP / (TP + α FP + β FN). */
export function tverskyRatio(options: TverskyOptions): (sums: OverlapSums) => Ratio {
  const { falsePositiveWeight = 0.5, falseNegativeWeight = 0.5, form = "product" } = options;
  return (sums) => {
    const shared = form === "l1" ? sharedL1(sums).div(2) : sums.intersection;
    const falsePositives = sums.prediction.sub(shared).mul(falsePositiveWeight);
    const falseNegatives = sums.target.sub(shared).mul(falseNegativeWeight);
    return { numerator: shared, denominator: shared.add(falsePositives).add(falseNegatives) };
  };
}

/** Jaccard that is smallest at p = t: (P + T − D) / (P + T + D), or I / (I + D). */
export function jaccardMetricRatio(variant: 1 | 2): (sums: OverlapSums) => Ratio {
  return (sums) => {
    if (variant === 2) return overDifference(sums.intersection, sums);
    const { prediction, target } = sums;
    const denominator = prediction.add(target).add(sums.difference());
    return { numerator: sharedL1(sums), denominator };
  };
}

/** Dice that is smallest at p = t: (P + T − D) / (P + T), or 2I / (2I + D). */
export function diceSemimetricRatio(variant: 1 | 2): (sums: OverlapSums) => Ratio {
  return (sums) => {
    if (variant === 2) return overDifference(sums.intersection.mul(2), sums);
    return { numerator: sharedL1(sums), denominator: sums.prediction.add(sums.target) };
  };
}

/** Twice what prediction and target share: P + T − D = 2 Σ min(p, t). */
export function sharedL1(sums: OverlapSums): tf.Tensor {
  return sums.prediction.add(sums.target).sub(sums.difference());
}

function overDifference(numerator: tf.Tensor, sums: OverlapSums): Ratio {
  return { numerator, denominator: numerator.add(sums.difference()) };
}
