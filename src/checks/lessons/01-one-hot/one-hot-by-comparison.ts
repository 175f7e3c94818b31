import type { Data } from "../../data.js";
import type { Exercise } from "../../exercise.js";
import {
  at,
  integer,
  integers,
  plain,
  plainNumber,
  rowsOf,
  sum,
  tensor,
  upTo,
} from "../support/index.js";

/** `answer(label, k)` for every label and every class k: `[pixels, depth]`. */
function table(labels: Data | undefined, depth: Data | undefined, answer: Question): Data {
  const { values } = plain(labels);
  const classes = plainNumber(depth);
  const rows = values.flatMap((label) =>
    upTo(classes).map((k) => (answer(label, k, classes) ? 1 : 0)),
  );
  return tensor([values.length, classes], rows);
}

type Question = (label: number, k: number, classes: number) => boolean;

function transposed(labels: Data | undefined, depth: Data | undefined): Data {
  const { shape, values } = plain(table(labels, depth, (label, k) => label === k));
  const [rows = 0, columns = 0] = shape;
  const turned = upTo(columns).flatMap((k) =>
    upTo(rows).map((row) => at(values, row * columns + k)),
  );
  return tensor([columns, rows], turned);
}

export const oneHotByComparison: Exercise = {
  id: "one-hot-by-comparison",
  lesson: "01-one-hot",
  title: "Puzzle: one-hot without tf.oneHot",
  points: 2,
  answer: { kind: "function", name: "oneHotByComparison" },
  inputNames: ["labels", "depth"],
  axes: ["pixels", "depth"],
  visible: [
    { name: "two pixels, three classes", inputs: [integers([2], [2, 0]), 3] },
    { name: "one class never occurs", inputs: [integers([3], [0, 3, 0]), 4] },
    { name: "an ignored pixel, labelled 255", inputs: [integers([3], [1, 255, 0]), 2] },
    { name: "a single pixel", inputs: [integers([1], [1]), 5] },
  ],
  generate: (random) =>
    upTo(6).map((draw) => {
      const depth = integer(random, 2, 9);
      const count = integer(random, 1, 12);
      const label = () => (random() < 0.15 ? 255 : integer(random, 0, depth - 1));
      return {
        name: `drawn labels ${draw + 1}`,
        inputs: [integers([count], upTo(count).map(label)), depth],
      };
    }),
  reference: (labels, depth) => table(labels, depth, (label, k) => label === k),
  tolerance: { relative: 0, absolute: 1e-6 },
  dtypes: ["float32", "int32"],
  properties: [
    {
      name: "holds nothing but 0 and 1",
      holds: (_, value) => plain(value).values.every((entry) => entry === 0 || entry === 1),
    },
    {
      name: "sums to 1 in the row of a class, and to 0 in that of an ignored pixel",
      holds: ({ inputs: [labels, depth] }, value) => {
        const { values } = plain(labels);
        return rowsOf(value).rows.every(
          (row, pixel) => sum(row) === (at(values, pixel) < plainNumber(depth) ? 1 : 0),
        );
      },
    },
  ],
  diagnoses: [
    {
      id: "transposed",
      wrong: transposed,
      message:
        "The rows and columns are swapped: you have one row a class. The class axis is the last one, [pixels, depth]. " +
        "Which of the two operands has to become a column?",
    },
    {
      id: "counts-from-one",
      wrong: (labels, depth) => table(labels, depth, (label, k) => label === k + 1),
      message:
        "Every 1 stands one place too far left: your classes count from 1. Class numbers start at 0; where does your range start?",
    },
    {
      id: "thermometer",
      wrong: (labels, depth) => table(labels, depth, (label, k) => k <= label),
      message:
        "The row is 1 up to the label, not only at it: that is a thermometer code, which says class 2 contains class 1. Which comparison asks 'is it this one'?",
    },
    {
      id: "ignored-becomes-last",
      wrong: (labels, depth) =>
        table(labels, depth, (label, k, classes) => Math.min(label, classes - 1) === k),
      message:
        "The ignored pixel, 255, became a pixel of the last class. It belongs to no class: its row must be all zeros, as tf.oneHot gives it.",
    },
  ],
  hints: [
    "The loop asks one question, label === k, for every pair. Broadcasting can ask all of them at once: a column [pixels, 1] against a row [depth].",
    "tf.range(0, depth, 1, 'int32') is the row of class numbers. labels.expandDims(-1) is the column.",
    "tf.equal(column, row) answers with booleans [pixels, depth]; one cast makes numbers of them.",
  ],
  delegates: ["oneHot", "tf.oneHot"],
};
