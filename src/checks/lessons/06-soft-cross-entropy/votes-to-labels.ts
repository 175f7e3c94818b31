import type { Data } from "../../data.js";
import type { Exercise } from "../../exercise.js";
import {
  argMax,
  integer,
  neverNegative,
  oneHotRow,
  rowByRow,
  rowsOf,
  softmax,
  sum,
  tensor,
  upTo,
} from "../support/index.js";

type Row = readonly number[];

const each = (label: (votes: Row) => Row) => (data?: Data) => rowByRow(rowsOf(data), label);

/** Every count over one and the same number. */
const over = (denominator: (all: readonly Row[]) => number) => (data?: Data) => {
  const votes = rowsOf(data);
  const total = denominator(votes.rows);
  return rowByRow(votes, (row) => row.map((count) => count / total));
};

function downTheColumns(data?: Data): Data {
  const votes = rowsOf(data);
  const totals = upTo(votes.classes).map((k) => sum(votes.rows.map((row) => row[k] ?? 0)));
  return rowByRow(votes, (row) => row.map((count, k) => count / (totals[k] ?? 1)));
}

export const votesToLabels: Exercise = {
  id: "votes-to-labels",
  lesson: "06-soft-cross-entropy",
  title: "From votes to a label",
  points: 1,
  answer: { kind: "function", name: "labelsOf" },
  inputNames: ["votes"],
  axes: ["images", "classes"],
  visible: [
    { name: "93 of 100 say dog", inputs: [tensor([1, 2], [7, 93])] },
    { name: "two images: 93 of 100, and 24 of 100", inputs: [tensor([2, 2], [7, 93, 76, 24])] },
    { name: "fewer votes for the second image", inputs: [tensor([2, 3], [1, 5, 4, 3, 0, 0])] },
  ],
  generate: (random) =>
    upTo(5).map((draw) => {
      const images = integer(random, 1, 6);
      const classes = integer(random, 2, 7);
      const row = () => {
        const chosen = integer(random, 0, classes - 1);
        return upTo(classes).map((k) => integer(random, 0, 9) + (k === chosen ? 1 : 0));
      };
      return {
        name: `drawn votes ${draw + 1}`,
        inputs: [tensor([images, classes], upTo(images).flatMap(row))],
      };
    }),
  reference: each((votes) => votes.map((count) => count / sum(votes))),
  tolerance: { relative: 1e-4, absolute: 1e-5 },
  properties: [
    {
      name: "has rows that each sum to 1",
      holds: (_, value) => rowsOf(value).rows.every((row) => Math.abs(sum(row) - 1) < 1e-4),
    },
    neverNegative,
  ],
  diagnoses: [
    {
      id: "over-a-hundred",
      wrong: over(() => 100),
      message:
        "You divided by 100. That many people saw the first images, but not all: divide by the votes that this image got.",
    },
    {
      id: "over-all-images",
      wrong: over((all) => sum(all.flat())),
      message:
        "You divided by the votes of all images together: the whole batch sums to 1 instead of each row. Along which axis must the sum go?",
    },
    {
      id: "down-the-columns",
      wrong: downTheColumns,
      message:
        "Your columns sum to 1, not your rows: you asked how the dog votes are spread over the images. Classes are the last axis.",
    },
    {
      id: "majority",
      wrong: each((votes) => oneHotRow(argMax(votes), votes.length)),
      message:
        "You kept only the winner: 93 votes and 51 votes of 100 now look alike. Keep the shares; that is what the people knew.",
    },
    {
      id: "softmax-of-votes",
      wrong: each(softmax),
      message:
        "You took the softmax of the counts: 93 against 7 becomes e⁹³ against e⁷, which is certainty. Votes are not logits; their shares are already probabilities.",
    },
  ],
  hints: [
    "Each image's votes sum to its own number of voters. Divide each row by its own sum.",
    "tf.sum(votes, -1, true) keeps the summed axis as length 1, so that the division broadcasts over the classes.",
    "Votes over that column: return tf.div(votes, …).",
  ],
  delegates: ["labelsFromVotes"],
};
