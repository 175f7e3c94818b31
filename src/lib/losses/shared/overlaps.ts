import type * as tf from "@tensorflow/tfjs";
import type { TverskyOptions } from "../options.js";
import type { OverlapSums } from "./overlapSums.js";

/** Factors of the sums I, P, T and D: every overlap's parts are linear in them. */
export type SumWeights = readonly [
  intersection: number,
  prediction: number,
  target: number,
  difference: number,
];

/** An overlap measure as the two parts of its ratio, before smoothing. */
export interface Ratio {
  readonly numerator: SumWeights;
  readonly denominator: SumWeights;
}

/** The sums times their factors. */
export function weighSums(sums: OverlapSums, [i, p, t, d]: SumWeights): tf.Tensor {
  const terms: [number, () => tf.Tensor][] = [
    [p, () => sums.prediction],
    [t, () => sums.target],
    [i, () => sums.intersection],
    [d, sums.difference],
  ];
  return terms
    .filter(([weight]) => weight !== 0)
    .map(([weight, sum]) => (weight === 1 ? sum() : sum().mul(weight)))
    .reduce((total, term) => total.add(term));
}

/** Intersection over union: I / (P + T − I). */
export const iouRatio: Ratio = { numerator: [1, 0, 0, 0], denominator: [-1, 1, 1, 0] };

/** Dice: 2I / (P + T). */
export const diceRatio: Ratio = { numerator: [2, 0, 0, 0], denominator: [0, 1, 1, 0] };

/** The forum thread's formula, I / (P + T): half of Dice, since P + T counts the intersection twice. */
export const threadRatio: Ratio = { numerator: [1, 0, 0, 0], denominator: [0, 1, 1, 0] };

/** Twice what prediction and target share: P + T − D = 2 Σ min(p, t). */
const sharedWeights: SumWeights = [0, 1, 1, -1];

/** Tversky: TP / (TP + α FP + β FN). */
export function tverskyRatio(options: TverskyOptions): Ratio {
  const { falsePositiveWeight: a = 0.5, falseNegativeWeight: b = 0.5, form = "product" } = options;
  // TP + α (P − TP) + β (T − TP), where TP is I or (P + T − D) / 2.
  const own = 1 - a - b;
  return form === "product"
    ? { numerator: [1, 0, 0, 0], denominator: [own, a, b, 0] }
    : {
        numerator: [0, 0.5, 0.5, -0.5],
        denominator: [0, own / 2 + a, own / 2 + b, -own / 2],
      };
}

/** Jaccard that is smallest at p = t: (P + T − D) / (P + T + D), or I / (I + D). */
export function jaccardMetricRatio(variant: 1 | 2): Ratio {
  return variant === 1
    ? { numerator: sharedWeights, denominator: [0, 1, 1, 1] }
    : { numerator: [1, 0, 0, 0], denominator: [1, 0, 0, 1] };
}

/** Dice that is smallest at p = t: (P + T − D) / (P + T), or 2I / (2I + D). */
export function diceSemimetricRatio(variant: 1 | 2): Ratio {
  return variant === 1
    ? { numerator: sharedWeights, denominator: [0, 1, 1, 0] }
    : { numerator: [2, 0, 0, 0], denominator: [2, 0, 0, 1] };
}

/** Twice what prediction and target share, as the generalized Dice loss takes it. */
export function sharedL1(sums: OverlapSums): tf.Tensor {
  return weighSums(sums, sharedWeights);
}
