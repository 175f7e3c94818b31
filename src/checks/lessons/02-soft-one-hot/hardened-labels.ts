import type { Data } from "../../data.js";
import type { Exercise } from "../../exercise.js";
import {
  argMax,
  at,
  elementAt,
  integer,
  logits,
  oneHotRow,
  plain,
  plainNumber,
  rowByRow,
  rowsOf,
  softmax,
  sum,
  tensor,
  upTo,
} from "../support/index.js";
import { drawLogitsAndAlpha } from "./draw.js";

type Row = readonly number[];

const each = (labels: (row: Row, alpha: number) => Row) => (data?: Data, alpha?: Data) =>
  rowByRow(rowsOf(data), (row) => labels(row, plainNumber(alpha)));

const scaled = (row: Row, factor: number): Row => row.map((value) => value * factor);

/** e^x as float32 has it: ∞ above 3.4e38. */
const power = (x: number): number => Math.fround(Math.exp(x));

const unshifted = (row: Row): Row => {
  const powers = row.map(power);
  return powers.map((p) => p / sum(powers));
};

/** One softmax over all pixels and classes together. */
function overEverything(data?: Data, alpha?: Data): Data {
  const { shape, values } = plain(data);
  return tensor(shape, softmax(scaled(values, plainNumber(alpha))));
}

/** A softmax of each class over the pixels. */
function downTheColumns(data?: Data, alpha?: Data): Data {
  const rows = rowsOf(data);
  const pixels = upTo(rows.rows.length);
  const columns = upTo(rows.classes).map((k) =>
    softmax(pixels.map((pixel) => elementAt(rows, pixel, k) * plainNumber(alpha))),
  );
  return rowByRow(rows, (_, pixel) => columns.map((column) => at(column, pixel)));
}

export const hardenedLabels: Exercise = {
  id: "hardened-labels",
  lesson: "02-soft-one-hot",
  title: "Soft labels, as hard as you like",
  points: 1,
  answer: { kind: "function", name: "hardenedLabels" },
  inputNames: ["logits", "alpha"],
  axes: ["pixels", "classes"],
  visible: [
    { name: "the pixel of the text, α = 1", inputs: [tensor([1, 3], [2, 1, 0]), 1] },
    { name: "two pixels, α = 3", inputs: [tensor([2, 3], [2, 1, 0, -1, 0.5, 0]), 3] },
    { name: "two classes tie, α = 5", inputs: [tensor([2, 3], [1, 1, 0, 0, 0.5, 0.5]), 5] },
    { name: "large logits, α = 2", inputs: [tensor([2, 2], [500, 499, -500, -499]), 2] },
  ],
  generate: (random) => [
    ...drawLogitsAndAlpha(random, 5),
    { name: "drawn logits, large", inputs: [logits(random, [integer(random, 2, 4), 3], 300), 4] },
  ],
  reference: each((row, alpha) => softmax(scaled(row, alpha))),
  gradientOf: 0,
  tolerance: { relative: 2e-3, absolute: 1e-4 },
  properties: [
    {
      name: "stays within [0, 1]",
      holds: (_, value) => plain(value).values.every((p) => p >= -1e-5 && p <= 1 + 1e-5),
    },
    {
      name: "sums to 1 in every row",
      holds: (_, value) => rowsOf(value).rows.every((row) => Math.abs(sum(row) - 1) < 1e-3),
    },
  ],
  diagnoses: [
    {
      id: "alpha-outside",
      wrong: each((row, alpha) => scaled(softmax(row), alpha)),
      message:
        "α multiplies the finished probabilities, so a row sums to α and not to 1. What must α stretch, so that the softmax still has the last word?",
    },
    {
      id: "divided-by-alpha",
      wrong: each((row, alpha) => softmax(scaled(row, 1 / alpha))),
      message:
        "You divided by α. That is a temperature: the larger it is, the *softer* the labels. Here a large α must harden.",
    },
    {
      id: "alpha-ignored",
      wrong: each((row) => softmax(row)),
      message:
        "That is the plain softmax, right for α = 1 only: what you return does not depend on alpha. (A factor in front of every e^z cancels in the quotient: α belongs in the exponent.)",
    },
    {
      id: "unshifted",
      wrong: each((row, alpha) => unshifted(scaled(row, alpha))),
      message:
        "Right for small logits, NaN for large ones: float32 ends at 3.4e38, so exp(1000) is ∞, and ∞/∞ is not a number; exp(−1000) is 0, and so is 0/0. Only differences count for a softmax: take each pixel's largest α · logit off before exp, tf.max(x, -1, true), or leave it to tf.softmax, which does so.",
    },
    {
      id: "not-divided",
      wrong: each((row, alpha) => scaled(row, alpha).map(power)),
      message:
        "You have the numerators e^(αz). Probabilities sum to 1: divide each by the sum of its own pixel's.",
    },
    {
      id: "one-hot",
      wrong: each((row) => oneHotRow(argMax(row), row.length)),
      message:
        "You went all the way to one-hot. That is the limit for α → ∞, and it has no gradient (lesson 1). Two classes that tie should share, ½ each.",
    },
    {
      id: "down-the-columns",
      wrong: downTheColumns,
      message:
        "Each class sums to 1 over the pixels in yours. It is the other axis: each pixel's classes, the last axis, sum to 1.",
    },
    {
      id: "over-everything",
      wrong: overEverything,
      message:
        "All pixels share one sum in yours. Each pixel is a choice of its own: its classes, the last axis, sum to 1. A sum over one axis only is tf.sum(x, -1, true).",
    },
  ],
  hints: [
    "Softmax knows nothing of α. What can you hand it in place of the logits?",
    "Only differences of logits count for a softmax. To make the labels harder, make the differences larger: multiply.",
    "return tf.softmax(tf.mul(logits, alpha)); the last axis is the default.",
  ],
  delegates: ["softOneHot", "softBinary", "gumbelSoftmax"],
};
