import * as tf from "@tensorflow/tfjs";
import { type VoteOptions, voteCounts } from "../../labels/voteCounts.js";

/** Each unit's number of votes a class, read from the votes of `labelsFromVotes`. */
export function readUnits(action: string, votes: tf.Tensor, options: VoteOptions): number[][] {
  return tf.tidy(() => {
    const counts = voteCounts(action, votes, options);
    const classes = counts.shape[counts.rank - 1] ?? 1;
    const values = counts.dataSync();
    const wrong = values.findIndex((count) => !Number.isInteger(count));
    if (wrong >= 0) {
      throw new RangeError(
        `Cannot ${action}: votes must be whole numbers, but number ${wrong} (row-major) is ${values[wrong]}`,
      );
    }
    return {
      units: Array.from({ length: values.length / classes }, (_, unit) =>
        Array.from(values.subarray(unit * classes, (unit + 1) * classes)),
      ),
    };
  }).units;
}

export const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

/** Each class's votes over all units. */
export function classTotals(units: readonly (readonly number[])[]): number[] {
  const totals = (units[0] ?? []).map(() => 0);
  for (const unit of units) {
    for (const [c, count] of unit.entries()) totals[c] = (totals[c] ?? 0) + count;
  }
  return totals;
}
