import type * as tf from "@tensorflow/tfjs";
import type { TverskyOptions } from "../options.js";
import type { OverlapSums } from "./overlapSums.js";

/** Factors of the sums, in their order: every overlap's parts are linear in them. */
export type SumWeights = readonly [number, number, number, number];

/** An overlap measure as the two parts of its ratio, before smoothing. */
export interface Ratio {
  /**
   * What is weighed: the sizes I, P and T, or I and the errors FP = Σ max(p − t, 0), FN = Σ max(t − p, 0)
   * beside TP = Σ min(p, t). The sizes would round TP = (P + T − FP − FN) / 2 away where it is small.
   */
  readonly weighs: "sizes" | "errors";
  readonly numerator: SumWeights;
  readonly denominator: SumWeights;
}

/** The sums times their factors. */
export function weighSums({ terms }: OverlapSums, weights: SumWeights): tf.Tensor {
  return terms
    .map((sum, index) => [sum, weights[index] ?? 0] as const)
    .filter(([, weight]) => weight !== 0)
    .map(([sum, weight]) => (weight === 1 ? sum : sum.mul(weight)))
    .reduce((total, term) => total.add(term));
}

/** Intersection over union: I / (P + T − I). */
export const iouRatio: Ratio = {
  weighs: "sizes",
  numerator: [1, 0, 0, 0],
  denominator: [-1, 1, 1, 0],
};

/** Dice: 2I / (P + T). */
export const diceRatio: Ratio = {
  weighs: "sizes",
  numerator: [2, 0, 0, 0],
  denominator: [0, 1, 1, 0],
};

/** The forum thread's formula, I / (P + T): half of Dice, since P + T counts the intersection twice. */
export const threadRatio: Ratio = {
  weighs: "sizes",
  numerator: [1, 0, 0, 0],
  denominator: [0, 1, 1, 0],
};

/** Tversky: TP / (TP + α FP + β FN), where the products' TP is I. */
export function tverskyRatio(options: TverskyOptions): Ratio {
  const { falsePositiveWeight: a = 0.5, falseNegativeWeight: b = 0.5, form = "product" } = options;
  // TP + α (P − TP) + β (T − TP)
  return form === "product"
    ? { weighs: "sizes", numerator: [1, 0, 0, 0], denominator: [1 - a - b, a, b, 0] }
    : { weighs: "errors", numerator: [0, 0, 0, 1], denominator: [0, a, b, 1] };
}

/** Jaccard that is smallest at p = t: 2TP / (2TP + 2FP + 2FN), or I / (I + FP + FN). */
export function jaccardMetricRatio(variant: 1 | 2): Ratio {
  return variant === 1
    ? { weighs: "errors", numerator: [0, 0, 0, 2], denominator: [0, 2, 2, 2] }
    : { weighs: "errors", numerator: [1, 0, 0, 0], denominator: [1, 1, 1, 0] };
}

/** Dice that is smallest at p = t: 2TP / (2TP + FP + FN), or 2I / (2I + FP + FN). */
export function diceSemimetricRatio(variant: 1 | 2): Ratio {
  return variant === 1
    ? { weighs: "errors", numerator: [0, 0, 0, 2], denominator: [0, 1, 1, 2] }
    : { weighs: "errors", numerator: [2, 0, 0, 0], denominator: [2, 1, 1, 0] };
}
