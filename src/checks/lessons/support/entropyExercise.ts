import type { Data } from "../../data.js";
import type { Diagnosis, Exercise } from "../../exercise.js";
import { neverNegative } from "./boundProperties.js";
import { mean, plain, scalar, sum } from "./plain.js";
import { perRow, type Rows, rowsOf } from "./rows.js";

type Row = readonly number[];

/** −Σ p log p in nats, with 0 · log 0 = 0, the limit. */
const entropyOf = (row: Row): number => -sum(row.map((p) => (p === 0 ? 0 : p * Math.log(p))));

/** As float32 has it: a small probability is 0, its logarithm −∞, and the product NaN. */
const byProbabilities = (row: Row): number =>
  -sum(row.map((p) => Math.fround(p) * Math.log(Math.fround(p))));

/**
 * What exercises on the entropy of rows share: the right answer, its properties, and the mistakes that
 * come up whatever the rows are made from.
 *
 * @param rowsFrom the rows of probabilities that an exercise's inputs stand for.
 * @param words what a row is, one and many, and what to do about a probability of 0.
 */
export function entropyExercise(
  rowsFrom: (...inputs: readonly Data[]) => Rows,
  words: { readonly one: string; readonly many: string; readonly atZero: string },
): Pick<Exercise, "reference" | "properties"> & { readonly diagnoses: readonly Diagnosis[] } {
  const each =
    (entropy: (row: Row) => number) =>
    (...inputs: readonly Data[]): Data =>
      perRow(rowsFrom(...inputs), entropy);
  return {
    reference: each(entropyOf),
    properties: [
      neverNegative,
      {
        name: "is at most log(classes)",
        holds: ({ inputs }, value) => {
          const most = Math.log(rowsOf(inputs[0]).classes);
          return plain(value).values.every((entropy) => entropy <= most + 1e-3);
        },
      },
    ],
    diagnoses: [
      {
        id: "zero-times-log-zero",
        wrong: each(byProbabilities),
        message: `NaN where a probability is 0: log 0 is −∞, and 0 · −∞ is not a number. ${words.atZero}`,
      },
      {
        id: "bits",
        wrong: each((row) => entropyOf(row) / Math.LN2),
        message:
          "That is the entropy in bits, with log₂. Losses use the natural logarithm, and so does this exercise: two equal classes give log 2 = 0.693.",
      },
      {
        id: "negative",
        wrong: each((row) => -entropyOf(row)),
        message:
          "The logarithm of a number below 1 is negative, and an entropy never is: one minus sign is missing.",
      },
      {
        id: "mean-over-classes",
        wrong: each((row) => entropyOf(row) / row.length),
        message:
          "You averaged over the classes. Entropy is their sum: tf.sum along the last axis, not tf.mean.",
      },
      {
        id: "one-number",
        wrong: (...inputs) => scalar(mean(rowsFrom(...inputs).rows.map(entropyOf))),
        message: `You averaged over the ${words.many} too. Asked is one entropy for each ${words.one}, [${words.many}].`,
      },
    ],
  };
}
