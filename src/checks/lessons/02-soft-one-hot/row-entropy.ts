import type { Data } from "../../data.js";
import type { Exercise } from "../../exercise.js";
import {
  entropyExercise,
  logSoftmax,
  perRow,
  plainNumber,
  type Rows,
  rowsOf,
  softmax,
  sum,
  tensor,
} from "../support/index.js";
import { drawFarApart, drawLogitsAndAlpha } from "./draw.js";

type Row = readonly number[];

const stretched = (row: Row, alpha?: Data): Row => row.map((z) => z * plainNumber(alpha));

function softLabelsOf(data?: Data, alpha?: Data): Rows {
  const rows = rowsOf(data);
  return { ...rows, rows: rows.rows.map((row) => softmax(stretched(row, alpha))) };
}

const entropy = entropyExercise(softLabelsOf, {
  one: "pixel",
  many: "pixels",
  atZero:
    "A large α makes such probabilities. Take the logarithm from the logits, as in exercise 3: it stays finite, and 0 times a finite number is 0.",
});

/** −Σ p · log q, where both come from the logits, each in its own way. */
const crossed = (p: Row, logQ: Row): number => -sum(p.map((share, k) => share * (logQ[k] ?? 0)));

export const rowEntropy: Exercise = {
  id: "row-entropy",
  lesson: "02-soft-one-hot",
  title: "How hard is it? The entropy of each pixel",
  points: 2,
  answer: { kind: "function", name: "rowEntropy" },
  inputNames: ["logits", "alpha"],
  axes: ["pixels"],
  visible: [
    { name: "three equal logits", inputs: [tensor([1, 3], [1, 1, 1]), 4] },
    { name: "the pixel of the text, α = 1", inputs: [tensor([1, 3], [2, 1, 0]), 1] },
    { name: "two pixels, α = 0.5", inputs: [tensor([2, 3], [2, 1, 0, -1, 0.5, 0.25]), 0.5] },
    { name: "the pixel of the text, α = 200", inputs: [tensor([1, 3], [2, 1, 0]), 200] },
  ],
  generate: (random) => [...drawLogitsAndAlpha(random, 5), ...drawFarApart(random, 2)],
  reference: entropy.reference,
  gradientOf: 0,
  tolerance: { relative: 2e-3, absolute: 2e-4 },
  properties: entropy.properties,
  diagnoses: [
    {
      id: "alpha-ignored",
      wrong: (data) => entropy.reference(data ?? null, 1),
      message: "Your entropy is that of softmax(logits): it does not fall when α rises.",
    },
    {
      id: "alpha-not-in-log",
      wrong: (data, alpha) =>
        perRow(rowsOf(data), (row) => crossed(softmax(stretched(row, alpha)), logSoftmax(row))),
      message:
        "α is in the probabilities but not in their logarithm: yours is −Σ p log q with two different rows p and q. Stretch the logits once, and take both p and log p from the result.",
    },
    {
      id: "alpha-only-in-log",
      wrong: (data, alpha) =>
        perRow(rowsOf(data), (row) => crossed(softmax(row), logSoftmax(stretched(row, alpha)))),
      message:
        "α is in the logarithm but not in the probabilities: yours is −Σ q log p with two different rows. Stretch the logits once, and take both p and log p from the result.",
    },
    {
      id: "not-weighed",
      wrong: (data, alpha) =>
        perRow(rowsOf(data), (row) => -sum(logSoftmax(stretched(row, alpha)))),
      message:
        "You added up the logarithms alone. Each is weighed by its own probability: −Σ p log p.",
    },
    ...entropy.diagnoses,
  ],
  hints: [
    "You need p and log p of each pixel. Which of the two can be had safely from the other?",
    "tf.exp(log p) is safe, tf.log(p) is not. tf.logSoftmax is allowed here.",
    "const logP = tf.logSoftmax(tf.mul(logits, alpha)); then minus the sum over the last axis of tf.mul(tf.exp(logP), logP).",
  ],
  delegates: ["entropy", "softmaxCrossEntropy", "focalLoss"],
};
