import type { LessonName } from "./name.js";

/** The file that lists a lesson's exercises. */
export const listSource = ({ stem }: LessonName) => `import type { Exercise } from "../exercise.js";
import { rowMeans } from "./${stem}/row-means.js";

export const exercises: readonly Exercise[] = [rowMeans];
`;

/** Where the exercise model lies from an exercise's file. */
const checks = "../..";

/** An exercise that works, to be replaced: the mean of each row. */
export const exerciseSource = ({
  stem,
  words,
}: LessonName) => `import type { Data } from "${checks}/data.js";
import type { Exercise } from "${checks}/exercise.js";
import {
  integer,
  logits,
  mean,
  perRow,
  plain,
  rowsOf,
  scalar,
  sum,
  tensor,
  upTo,
} from "../support/index.js";

function columns(values?: Data): Data {
  const { classes, rows } = rowsOf(values);
  return tensor(
    [classes],
    upTo(classes).map((k) => mean(rows.map((row) => row[k] ?? 0))),
  );
}

// TODO: an exercise of the lesson's own. The reference is loops over plain numbers, slow and obvious.
export const rowMeans: Exercise = {
  id: "${words}-row-means",
  lesson: "${stem}",
  title: "Puzzle: the mean of each row",
  points: 1,
  answer: { kind: "function", name: "rowMeans" },
  inputNames: ["values"],
  axes: ["rows"],
  visible: [
    { name: "one row", inputs: [tensor([1, 2], [1, 3])] },
    { name: "two equal rows", inputs: [tensor([2, 3], [1, 2, 6, 1, 2, 6])] },
    { name: "unequal rows", inputs: [tensor([2, 3], [0, 0, 3, 4, 5, 6])] },
  ],
  generate: (random) =>
    upTo(4).map((draw) => ({
      name: \`drawn rows \${draw + 1}\`,
      inputs: [logits(random, [integer(random, 2, 5), integer(random, 6, 8)])],
    })),
  reference: (values) => perRow(rowsOf(values), mean),
  gradientOf: 0,
  tolerance: { relative: 2e-3, absolute: 1e-4 },
  properties: [
    {
      name: "lies between the smallest and the largest value",
      holds: ({ inputs: [values] }, means) => {
        const given = plain(values).values;
        const [low, high] = [Math.min(...given) - 1e-4, Math.max(...given) + 1e-4];
        return plain(means).values.every((value) => value >= low && value <= high);
      },
    },
  ],
  // What learners really write; test/lessons/wrong/${stem}.ts has an answer for each.
  diagnoses: [
    {
      id: "sums",
      wrong: (values) => perRow(rowsOf(values), sum),
      message: "You added the values up. How many are there in a row?",
    },
    {
      id: "columns",
      wrong: columns,
      message: "You averaged over the rows and got one mean a column. Which axis is a row's own?",
    },
    {
      id: "one-number",
      wrong: (values) => scalar(mean(plain(values).values)),
      message: "You got one mean for everything. Asked is one for each row.",
    },
  ],
  hints: [
    "A row is the last axis.",
    "tf.sum and tf.mean take an axis as second argument; −1 is the last one.",
    "The whole answer is one call: tf.mean(values, …).",
  ],
  delegates: [],
};
`;
