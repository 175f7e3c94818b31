import type { Data } from "../../data.js";
import type { Exercise } from "../../exercise.js";
import {
  agreesWithDifferences,
  integer,
  rowAt,
  rowByRow,
  rowsOf,
  softmax,
  sum,
  tensor,
  upTo,
} from "../support/index.js";
import { drawLabelsAndLogits } from "./draw.js";
import { softCrossEntropy } from "./soft-cross-entropy.js";

type Row = readonly number[];

const each =
  (gradient: (label: Row, probabilities: Row) => Row) => (labels?: Data, logits?: Data) => {
    const y = rowsOf(labels);
    return rowByRow(rowsOf(logits), (row, item) => gradient(rowAt(y, item), softmax(row)));
  };

export const crossEntropyGradient: Exercise = {
  id: "cross-entropy-gradient",
  lesson: "06-soft-cross-entropy",
  title: "The gradient, by hand",
  points: 2,
  answer: { kind: "function", name: "crossEntropyGradient" },
  inputNames: ["labels", "logits"],
  axes: ["items", "classes"],
  visible: [
    {
      name: "93 of 100, logits equal",
      inputs: [tensor([1, 2], [0.07, 0.93]), tensor([1, 2], [0, 0])],
    },
    {
      name: "an ignored pixel: its label row is all zeros",
      inputs: [tensor([2, 3], [0, 1, 0, 0, 0, 0]), tensor([2, 3], [1, 2, 0, 0.5, -0.5, 0.25])],
    },
    {
      name: "a label counted twice",
      inputs: [tensor([1, 2], [0.5, 1.5]), tensor([1, 2], [0.75, 0.25])],
    },
  ],
  generate: (random) => [
    ...drawLabelsAndLogits(random, 4),
    ...drawLabelsAndLogits(random, 3).map(({ inputs: [labels, logits] }, draw) => ({
      name: `drawn labels of unequal weight ${draw + 1}`,
      inputs: [
        weighed(
          labels,
          // The first item counts twice or is ignored, in turn, so that each mistake shows.
          upTo(6).map((item) => (item === 0 ? 2 * ((draw + 1) % 2) : integer(random, 0, 2))),
        ),
        logits ?? null,
      ],
    })),
  ],
  reference: each((label, p) => p.map((share, k) => share * sum(label) - (label[k] ?? 0))),
  tolerance: { relative: 1e-3, absolute: 1e-4 },
  properties: [
    agreesWithDifferences(softCrossEntropy.reference, 1),
    {
      name: "sums to 0 in every row: pushing all logits alike changes nothing",
      holds: (_, value) => rowsOf(value).rows.every((row) => Math.abs(sum(row)) < 1e-3),
    },
  ],
  diagnoses: [
    {
      id: "p-minus-y",
      wrong: each((label, p) => p.map((share, k) => share - (label[k] ?? 0))),
      message:
        "p − y is right only while the label row sums to 1. For the ignored pixel it pushes the logits about although the loss there is 0. TensorFlow.js makes this very mistake. What stands before log Σ exp z in the loss, and what becomes of it when you differentiate?",
    },
    {
      id: "factor-on-both",
      wrong: each((label, p) => p.map((share, k) => (share - (label[k] ?? 0)) * sum(label))),
      message:
        "The sum of the label stands before the logarithm only, not before Σ y·z: differentiate the two terms one by one.",
    },
    {
      id: "sum-of-the-batch",
      wrong: (labels, logits) => {
        const y = rowsOf(labels);
        const total = sum(y.rows.flat());
        return rowByRow(rowsOf(logits), (row, item) =>
          softmax(row).map((p, k) => p * total - (rowAt(y, item)[k] ?? 0)),
        );
      },
      message:
        "You summed the labels of the whole batch. Each item's loss has its own label's sum: along the last axis, kept as a column.",
    },
    {
      id: "uphill",
      wrong: each((label, p) => p.map((share, k) => (label[k] ?? 0) - share * sum(label))),
      message:
        "The sign is turned round: that is the step a learner takes, down the slope. The gradient points up.",
    },
    {
      id: "divided-by-items",
      wrong: (labels, logits) => {
        const y = rowsOf(labels);
        const z = rowsOf(logits);
        return rowByRow(z, (row, item) => {
          const label = rowAt(y, item);
          return softmax(row).map((p, k) => (p * sum(label) - (label[k] ?? 0)) / z.rows.length);
        });
      },
      message:
        "You divided by the number of items: that is the gradient of the mean. Asked is each item's own.",
    },
    {
      id: "logits-not-probabilities",
      wrong: (labels, logits) => {
        const y = rowsOf(labels);
        return rowByRow(rowsOf(logits), (row, item) => {
          const label = rowAt(y, item);
          return row.map((z, k) => z * sum(label) - (label[k] ?? 0));
        });
      },
      message: "You subtracted from the logits. It is their softmax that stands in the gradient.",
    },
  ],
  hints: [
    "Write the loss as Σy · log Σexp z − Σ yₖ zₖ. The derivative of log Σexp z by zₖ is softmax(z)ₖ.",
    "So entry k is softmax(z)ₖ times the row's Σy, minus yₖ.",
    "tf.sum(labels, -1, true) keeps a column to multiply with: tf.sub(tf.mul(tf.softmax(logits), thatColumn), labels).",
  ],
  delegates: ["softmaxCrossEntropy", "focalLoss", "tf.grad"],
};

/** Row i times weights[i]: 0 is an ignored item, 2 one that counts twice. */
function weighed(labels: Data | undefined, weights: Row): Data {
  return rowByRow(rowsOf(labels), (row, i) => row.map((share) => share * (weights[i] ?? 1)));
}
