import type * as tf from "@tensorflow/tfjs";
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
