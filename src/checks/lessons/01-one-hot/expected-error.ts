import type { Data } from "../../data.js";
import type { Case, Exercise } from "../../exercise.js";
import {
  argMax,
  at,
  classIndices,
  integer,
  integers,
  logits,
  logSoftmax,
  mean,
  oneHotRow,
  plain,
  type Random,
  rowsOf,
  scalar,
  softmax,
  sum,
  tensor,
  upTo,
  withinUnit,
} from "../support/index.js";

type Row = readonly number[];

/** What each pixel gives its own label, in whatever units `share` makes of a row of logits. */
function atLabels(
  labels: Data | undefined,
  scores: Data | undefined,
  share: (row: Row) => Row,
): Row {
  const { values } = plain(labels);
  return rowsOf(scores).rows.map((row, pixel) => at(share(row), at(values, pixel)));
}

const classCount = (scores: Data | undefined): number => rowsOf(scores).classes;
const hardened = (row: Row): Row => oneHotRow(argMax(row), row.length);

export const expectedErrorExercise: Exercise = {
  id: "expected-error",
  lesson: "01-one-hot",
  title: "A loss that may use one-hot, and still learns",
  points: 3,
  answer: { kind: "function", name: "expectedError" },
  inputNames: ["labels", "logits"],
  axes: [],
  visible: [
    {
      name: "one pixel, all logits equal",
      inputs: [integers([1], [0]), tensor([1, 2], [0, 0])],
    },
    {
      name: "one sure and right, one sure and wrong",
      inputs: [integers([2], [0, 1]), tensor([2, 3], [8, 0, 0, 8, 0, 0])],
    },
    {
      name: "four pixels, three classes",
      inputs: [
        integers([4], [0, 1, 2, 1]),
        tensor([4, 3], [2, 1, 0, 0.5, 0.4, 0, 1, 0.9, 0.8, 0, 0.2, 0.3]),
      ],
    },
  ],
  generate: (random) => [
    ...upTo(5).map((draw) => {
      const pixels = integer(random, 1, 9);
      const classes = integer(random, 2, 6);
      return {
        name: `drawn pixels ${draw + 1}`,
        inputs: [classIndices(random, [pixels], classes), logits(random, [pixels, classes])],
      };
    }),
    ...[0, 1].map((shift) => drawSure(random, shift)),
  ],
  reference: (labels, scores) => scalar(1 - mean(atLabels(labels, scores, softmax))),
  gradientOf: 1,
  tolerance: { relative: 2e-3, absolute: 1e-4 },
  properties: [
    withinUnit,
    {
      name: "is 0 where every pixel is surely right, and 1 where every one is surely wrong",
      holds: ({ inputs: [labels, scores] }, value) => {
        const atLabel = atLabels(labels, scores, softmax);
        const [loss = Number.NaN] = plain(value).values;
        if (atLabel.every((p) => p > 0.9999)) return Math.abs(loss) < 1e-3;
        return atLabel.some((p) => p > 1e-4) || Math.abs(loss - 1) < 1e-3;
      },
    },
  ],
  diagnoses: [
    {
      id: "hardened",
      wrong: (labels, scores) => scalar(1 - mean(atLabels(labels, scores, hardened))),
      message:
        "You counted wrong pixels: the prediction went through argMax and oneHot, and its gradient is gone. " +
        "Only the *target* may be one-hot. What does the network give each class before anything is chosen?",
    },
    {
      id: "forgot-softmax",
      wrong: (labels, scores) => scalar(1 - mean(atLabels(labels, scores, (row) => row))),
      message:
        "You took the logits for probabilities: the result leaves [0, 1] as soon as a logit does. Something has to turn them into probabilities first.",
    },
    {
      id: "surest-class",
      wrong: (_, scores) =>
        scalar(1 - mean(rowsOf(scores).rows.map((row) => Math.max(...softmax(row))))),
      message:
        "You took each pixel's largest probability, whatever its label. A pixel that is surely wrong must cost nearly 1: take the probability *at the label*.",
    },
    {
      id: "cross-entropy",
      wrong: (labels, scores) => scalar(-mean(atLabels(labels, scores, logSoftmax))),
      message:
        "That is the cross-entropy, the mean of −log p at the label: a good loss, and lesson 6's. Asked is the mean of 1 − p, which stays within [0, 1].",
    },
    {
      id: "not-averaged",
      wrong: (labels, scores) => {
        const found = atLabels(labels, scores, softmax);
        return tensor(
          [found.length],
          found.map((p) => 1 - p),
        );
      },
      message: "That is the loss of each pixel. Asked is one number: their mean.",
    },
    {
      id: "divided-by-classes",
      wrong: (labels, scores) =>
        scalar(1 - mean(atLabels(labels, scores, softmax)) / classCount(scores)),
      message:
        "You averaged over pixels and classes: the zeros of the one-hot rows are counted too. Sum over the classes, then average over the pixels.",
    },
    {
      id: "sum-over-pixels",
      wrong: (labels, scores) => {
        const found = atLabels(labels, scores, softmax);
        return scalar(found.length - sum(found));
      },
      message:
        "That is the expected *number* of wrong pixels; asked is the share. A loss that grows with the image changes its learning rate with the image.",
    },
    {
      id: "agreement",
      wrong: (labels, scores) => scalar(mean(atLabels(labels, scores, softmax))),
      message:
        "That is how much is right; minimising it would train the network to be wrong. A loss is small when things are good.",
    },
  ],
  hints: [
    "One-hot the labels: that is a constant, so nothing is lost. What remains of the product target · prediction is each pixel's own entry.",
    "The soft prediction is tf.softmax(logits). Multiply, sum over the last axis: the probability each pixel gives its label.",
    "The loss is 1 minus the mean of those probabilities: tf.sub(1, tf.mean(…)).",
  ],
  delegates: [],
};

/** Pixels that are sure of the class `shift` places beyond their label: right for 0, wrong for 1. */
function drawSure(random: Random, shift: number): Case {
  const [pixels, classes] = [integer(random, 2, 5), integer(random, 2, 4)];
  const labels = classIndices(random, [pixels], classes);
  const rows = plain(labels).values.flatMap((label) =>
    oneHotRow((label + shift) % classes, classes).map((entry) => entry * 15),
  );
  return {
    name: `drawn pixels, surely ${shift === 0 ? "right" : "wrong"}`,
    inputs: [labels, tensor([pixels, classes], rows)],
  };
}
