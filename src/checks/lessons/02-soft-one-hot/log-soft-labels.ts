import type { Data } from "../../data.js";
import type { Exercise } from "../../exercise.js";
import {
  finiteForFiniteLogits,
  logSoftmax,
  plain,
  plainNumber,
  rowByRow,
  rowsOf,
  softmax,
  sum,
  tensor,
} from "../support/index.js";
import { drawFarApart, drawLogitsAndAlpha } from "./draw.js";

type Row = readonly number[];

const each = (labels: (row: Row) => Row) => (data?: Data, alpha?: Data) =>
  rowByRow(rowsOf(data), (row) => labels(row.map((value) => value * plainNumber(alpha))));

/** exp and its sum as float32 has them: ∞ above 3.4e38, 0 below 1.4e-45. */
const power = (x: number): number => Math.fround(Math.exp(x));
const logTotal = (row: Row): number => Math.log(Math.fround(sum(row.map(power))));

function oneMaximum(data?: Data, alphaData?: Data): Data {
  const alpha = plainNumber(alphaData);
  const largest = Math.max(...plain(data).values) * alpha;
  return rowByRow(rowsOf(data), (row) => {
    const shifted = row.map((value) => value * alpha - largest);
    return shifted.map((value) => value - logTotal(shifted));
  });
}

export const logSoftLabels: Exercise = {
  id: "log-soft-labels",
  lesson: "02-soft-one-hot",
  title: "Puzzle: the logarithm of soft labels, for any logits",
  points: 3,
  answer: { kind: "function", name: "logSoftLabels" },
  inputNames: ["logits", "alpha"],
  axes: ["pixels", "classes"],
  visible: [
    { name: "the pixel of the text, α = 1", inputs: [tensor([1, 3], [2, 1, 0]), 1] },
    { name: "two pixels, α = 3", inputs: [tensor([2, 3], [2, 1, 0, -1, 0.5, 0.25]), 3] },
    { name: "the pixel of the text, α = 200", inputs: [tensor([1, 3], [2, 1, 0]), 200] },
    {
      name: "one pixel far above the other, α = 2",
      inputs: [tensor([2, 3], [150, 149, -150, -2, 0, 1]), 2],
    },
  ],
  generate: (random) => [...drawLogitsAndAlpha(random, 4), ...drawFarApart(random, 3)],
  reference: each(logSoftmax),
  gradientOf: 0,
  tolerance: { relative: 2e-3, absolute: 2e-4 },
  properties: [
    finiteForFiniteLogits,
    {
      name: "is never positive",
      holds: (_, value) => plain(value).values.every((log) => !(log > 1e-4)),
    },
    {
      name: "gives probabilities that sum to 1",
      holds: (_, value) =>
        rowsOf(value).rows.every((row) => Math.abs(sum(row.map(Math.exp)) - 1) < 1e-2),
    },
  ],
  diagnoses: [
    {
      id: "log-of-softmax",
      wrong: each((row) => softmax(row).map((p) => Math.log(Math.fround(p)))),
      message:
        "Right for small differences, −∞ for large ones: the softmax has already rounded to 0 when the logarithm sees it. The specification never forms the quotient. Neither should you.",
    },
    {
      id: "no-shift",
      wrong: each((row) => row.map((value) => value - logTotal(row))),
      message:
        "exp(89) does not fit into float32, and exp(−104) is 0: without the shift the sum is ∞ for large logits. Which number can you take off every class of a pixel without changing its softmax?",
    },
    {
      id: "one-maximum",
      wrong: oneMaximum,
      message:
        "You took one maximum for all pixels. A pixel far below the highest one then has nothing but exp(−large) = 0 in its sum. Take each pixel's own: tf.max over the last axis, keeping the axis.",
    },
    {
      id: "half-shifted",
      wrong: each((row) => {
        const largest = Math.max(...row);
        const total = sum(row.map((value) => Math.exp(value - largest)));
        return row.map((value) => value - Math.log(total));
      }),
      message:
        "The sum is taken of the shifted logits, and its logarithm is taken off the unshifted ones. What was taken off inside must be taken off outside too: the result may not be above 0.",
    },
    {
      id: "alpha-after",
      wrong: (data, alpha) =>
        rowByRow(rowsOf(data), (row) => logSoftmax(row).map((value) => value * plainNumber(alpha))),
      message:
        "α multiplies the finished logarithm: that is p to the power of α, which no longer sums to 1. Stretch the logits first.",
    },
    {
      id: "total-not-logged",
      wrong: each((row) => {
        const largest = Math.max(...row);
        const total = sum(row.map((value) => Math.exp(value - largest)));
        return row.map((value) => value - largest - total);
      }),
      message:
        "You took off the sum of the exponentials, not its logarithm. The quotient exp(a)/S becomes a − log S.",
    },
  ],
  hints: [
    "log of a quotient is a difference: log softmax(x) = x − log Σ exp x. Only the last term can overflow.",
    "tf.max(x, -1, true) keeps a column [pixels, 1]; x minus this column has nothing above 0, so no exp can overflow.",
    "const shifted = tf.sub(x, tf.max(x, -1, true)); then take off tf.log(tf.sum(tf.exp(shifted), -1, true)), with x = α · logits.",
  ],
  delegates: [
    "tf.logSoftmax",
    "tf.logSumExp",
    "tf.losses.softmaxCrossEntropy",
    "softmaxCrossEntropy",
    "focalLoss",
  ],
};
