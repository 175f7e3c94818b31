import type * as tf from "@tensorflow/tfjs";
import type { VoteOptions } from "../../labels/voteCounts.js";
import { assertKnown } from "../../tensors/assertKnown.js";
import { assertWord } from "../../tensors/checks.js";
import { classTotals, readUnits, sum } from "./readUnits.js";

export interface KrippendorffOptions extends VoteOptions {
  /**
   * How far two classes are apart: "nominal", all equally; "ordinal", by the votes between them;
   * "interval", by the squared difference of their indices. "nominal" when absent.
   */
  readonly level?: "nominal" | "ordinal" | "interval";
}

/**
 * Krippendorff's α: how far annotators agree beyond chance, also where votes are missing.
 *
 * D_o = Σ_u Σ_{c≠k} n_uc n_uk δ²(c, k) / (n_u − 1), is the disagreement within units
 * of n_u votes, D_e = Σ_{c≠k} n_c n_k δ²(c, k) / (n − 1), that of all n votes mixed. A unit with
 * fewer than two votes has nothing to compare and is left out. Reads the values; it has no gradient.
 *
 * δ² is 1 (nominal), (Σ_{g=c..k} n_g − (n_c + n_k) / 2)² (ordinal), or (c − k)² (interval).
 *
 * @formula α = 1 − D_o / D_e
 * @param votes counts `[..., classes]`, whole numbers; or, with `numClasses`, each annotator's class
 * indices `[annotators, ...]`, int32, with `missing` (−1) where there is none. Soft labels are no votes.
 * @returns a number of at most 1: 1 for full agreement, 0 for what chance gives, below 0 for less; NaN
 * when no unit has two votes, or when all votes that count are for one class.
 * @throws {TypeError} for votes of a wrong type, as `labelsFromVotes` says.
 * @throws {RangeError} for a wrong count, index or option.
 * @see Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011)
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { krippendorffAlpha } from "softgrad";
 * // Two annotators of four units; the second left the last one out.
 * const votes = tf.tensor2d([[0, 1, 1, 0], [0, 1, 0, -1]], [2, 4], "int32");
 * console.log(krippendorffAlpha(votes, { numClasses: 2 })); // 0.44…
 * ```
 */
export function krippendorffAlpha(votes: tf.Tensor, options: KrippendorffOptions = {}): number {
  const action = "measure Krippendorff's alpha";
  assertKnown(action, options, ["numClasses", "missing", "level"]);
  const { level = "nominal" } = options;
  assertWord(action, "level", level, Object.keys(distances));
  const units = readUnits(action, votes, options).filter((unit) => sum(unit) >= 2);
  const totals = classTotals(units);
  const apart = totals.map((_, c) => totals.map((_, k) => distances[level](c, k, totals)));
  const pairs = (counts: readonly number[]) =>
    sum(
      counts.map((n, c) => n * sum(counts.map((m, k) => (c === k ? 0 : m * (apart[c]?.[k] ?? 0))))),
    );
  const within = sum(units.map((unit) => pairs(unit) / (sum(unit) - 1)));
  const mixed = pairs(totals) / (sum(totals) - 1);
  return mixed > 0 ? 1 - within / mixed : Number.NaN;
}

/** δ² of two classes, by the votes that each class has. */
const distances = {
  nominal: () => 1,
  ordinal: (c: number, k: number, totals: readonly number[]) => {
    const [low, high] = c < k ? [c, k] : [k, c];
    const between = sum(totals.slice(low, high + 1));
    return (between - ((totals[c] ?? 0) + (totals[k] ?? 0)) / 2) ** 2;
  },
  interval: (c: number, k: number) => (c - k) ** 2,
} as const;
