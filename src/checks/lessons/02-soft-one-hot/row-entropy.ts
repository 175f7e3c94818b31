import type { Data } from "../../data.js";
import type { Exercise } from "../../exercise.js";
import {
  logSoftmax,
  mean,
  perRow,
  plain,
  plainNumber,
  rowsOf,
  scalar,
  softmax,
  sum,
  tensor,
} from "../support/index.js";
import { drawFarApart, drawLogitsAndAlpha } from "./draw.js";

type Row = readonly number[];

const each = (entropy: (row: Row) => number) => (data?: Data, alpha?: Data) =>
  perRow(rowsOf(data), (row) => entropy(row.map((value) => value * plainNumber(alpha))));

const entropy = (row: Row): number => {
  const logs = logSoftmax(row);
  return -sum(softmax(row).map((p, k) => p * (logs[k] ?? 0)));
};

/** As float32 has it: a small probability is 0, and its logarithm −∞. */
const byProbabilities = (row: Row): number =>
  -sum(softmax(row).map((p) => Math.fround(p) * Math.log(Math.fround(p))));

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
  reference: each(entropy),
  gradientOf: 0,
  tolerance: { relative: 2e-3, absolute: 2e-4 },
  properties: [
    {
      name: "is never negative",
      holds: (_, value) => plain(value).values.every((entropy) => entropy >= -1e-4),
    },
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
      message:
        "NaN for large α: a probability rounds to 0, its logarithm is −∞, and 0 · −∞ is not a number. Take the logarithm from the logits, as in exercise 3: it stays finite, and 0 times a finite number is 0.",
    },
    {
      id: "alpha-ignored",
      wrong: (data) => perRow(rowsOf(data), entropy),
      message: "Your entropy is that of softmax(logits): it does not fall when α rises.",
    },
    {
      id: "bits",
      wrong: each((row) => entropy(row) / Math.LN2),
      message:
        "That is the entropy in bits, with log₂. Losses use the natural logarithm, and so does this exercise: three equal classes give log 3 = 1.0986.",
    },
    {
      id: "negative",
      wrong: each((row) => -entropy(row)),
      message: "The logarithm of a probability is negative: one minus sign is missing.",
    },
    {
      id: "mean-over-classes",
      wrong: each((row) => entropy(row) / row.length),
      message:
        "You averaged over the classes. Entropy is their sum: tf.sum along the last axis, not tf.mean.",
    },
    {
      id: "one-number",
      wrong: (data, alpha) => scalar(mean(plain(each(entropy)(data, alpha)).values)),
      message: "You averaged over the pixels too. Asked is one entropy for each pixel, [pixels].",
    },
  ],
  hints: [
    "You need p and log p of each pixel. Which of the two can be had safely from the other?",
    "tf.exp(log p) is safe, tf.log(p) is not. tf.logSoftmax is allowed here.",
    "const logP = tf.logSoftmax(tf.mul(logits, alpha)); then minus the sum over the last axis of tf.mul(tf.exp(logP), logP).",
  ],
  delegates: ["entropy"],
};
