import type * as tf from "@tensorflow/tfjs";
import type { VoteOptions } from "../../labels/voteCounts.js";
import { assertKnown } from "../../tensors/assertKnown.js";
import { classTotals, readUnits, sum } from "./readUnits.js";

/**
 * Fleiss' κ: how far annotators agree beyond chance, when each unit (a pixel, an image) has as many votes.
 *
 * A is the mean over units of Σ_c n_c (n_c − 1) / (n (n − 1)), the share of
 * pairs of annotators who agree, and E = Σ_c p_c², p_c being class c's share of all votes. Where votes
 * are missing, use `krippendorffAlpha`. Reads the values; it has no gradient.
 *
 * @formula κ = (A − E) / (1 − E)
 * @param votes counts `[..., classes]`, whole numbers, the same number in each row; or, with
 * `numClasses`, each annotator's class indices `[annotators, ...]`, int32. Soft labels are no votes.
 * @returns a number of at most 1: 1 for full agreement, 0 for what chance gives, below 0 for less; NaN
 * when all votes are for one class, of which chance would make the same.
 * @throws {TypeError} for votes of a wrong type, as `labelsFromVotes` says.
 * @throws {RangeError} when units have different numbers of votes, or fewer than 2, or when there is
 * no unit, or for a wrong count or index.
 * @see Fleiss, "Measuring Nominal Scale Agreement among Many Raters" (Psychological Bulletin 76, 1971)
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { fleissKappa } from "softgrad";
 * console.log(fleissKappa(tf.tensor2d([[3, 0], [0, 3], [2, 1]]))); // 0.55
 * ```
 */
export function fleissKappa(votes: tf.Tensor, options: VoteOptions = {}): number {
  const action = "measure Fleiss' kappa";
  assertKnown(action, options, ["numClasses", "missing"]);
  const units = readUnits(action, votes, options);
  const annotators = sameNumber(action, units.map(sum));
  const agreeing = units.map((unit) => sum(unit.map((n) => n * (n - 1))));
  const observed = sum(agreeing) / (units.length * annotators * (annotators - 1));
  const total = units.length * annotators;
  const expected = sum(classTotals(units).map((votesOfClass) => (votesOfClass / total) ** 2));
  return expected === 1 ? Number.NaN : (observed - expected) / (1 - expected);
}

/** The number of votes that every unit has. */
function sameNumber(action: string, numbers: readonly number[]): number {
  const [first] = numbers;
  if (first === undefined) {
    throw new RangeError(`Cannot ${action}: votes must have a unit, but are empty`);
  }
  const other = numbers.findIndex((number) => number !== first);
  if (other >= 0) {
    throw new RangeError(
      `Cannot ${action}: units must have the same number of votes, but unit 0 has ${first} and unit ${other} has ` +
        `${numbers[other]}; with missing votes use krippendorffAlpha`,
    );
  }
  if (first < 2) {
    throw new RangeError(
      `Cannot ${action}: units must have 2 votes or more, which can agree, but have ${first}`,
    );
  }
  return first;
}
