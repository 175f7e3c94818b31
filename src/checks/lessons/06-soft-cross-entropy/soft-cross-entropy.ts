import type { Data } from "../../data.js";
import type { Exercise } from "../../exercise.js";
import {
  argMax,
  finiteForFiniteLogits,
  logSoftmax,
  mean,
  neverNegative,
  perRow,
  plain,
  rowAt,
  rowsOf,
  scalar,
  softmax,
  sum,
  tensor,
} from "../support/index.js";
import { drawLabelsAndLogits } from "./draw.js";

type Row = readonly number[];
type Loss = (label: Row, logits: Row) => number;

const each = (loss: Loss) => (labels?: Data, logits?: Data) => {
  const y = rowsOf(labels);
  return perRow(rowsOf(logits), (row, item) => loss(rowAt(y, item), row));
};

const against = (label: Row, logProbabilities: Row): number =>
  -sum(logProbabilities.map((log, k) => (label[k] ?? 0) * log));

const crossEntropy: Loss = (label, logits) => against(label, logSoftmax(logits));

/** As float32 computes it: a small probability becomes exactly 0. */
const inFloat32 = (probabilities: Row): Row => probabilities.map(Math.fround);
const log = (values: Row): Row => values.map(Math.log);

/** The specification as float32 computes it: e²⁰⁰ is ∞. */
const byOverflow: Loss = (label, logits) => {
  const total = sum(inFloat32(logits.map(Math.exp)));
  return against(
    label,
    logits.map((z) => z - Math.log(Math.fround(total))),
  );
};

/** Each class for itself, as if it competed with nothing. */
const asBinary: Loss = (label, logits) =>
  sum(
    logits.map((z, k) => Math.max(z, 0) - z * (label[k] ?? 0) + Math.log1p(Math.exp(-Math.abs(z)))),
  );

const entropyOf = (label: Row): number =>
  against(label, log(label.map((y) => Math.max(y, 1e-300))));

export const softCrossEntropy: Exercise = {
  id: "soft-cross-entropy",
  lesson: "06-soft-cross-entropy",
  title: "Puzzle: soft-label cross-entropy from logits",
  points: 3,
  answer: { kind: "function", name: "softCrossEntropy" },
  inputNames: ["labels", "logits"],
  axes: ["items"],
  visible: [
    {
      name: "93 of 100, logits equal",
      inputs: [tensor([1, 2], [0.07, 0.93]), tensor([1, 2], [0, 0])],
    },
    {
      name: "four images, three classes",
      inputs: [
        tensor([4, 3], [0.03, 0.93, 0.04, 0.7, 0.24, 0.06, 0, 0, 1, 0.2, 0.5, 0.3]),
        tensor([4, 3], [0.5, 2, -1, 1, 1, 0, 2, -0.5, 0.25, -1, 0, 1]),
      ],
    },
    // Before the next: here an exponential that overflows gives NaN, and a softmax that underflows ∞.
    { name: "sure and wrong", inputs: [tensor([1, 2], [0, 1]), tensor([1, 2], [200, 0])] },
    { name: "sure and right", inputs: [tensor([1, 2], [1, 0]), tensor([1, 2], [200, 0])] },
  ],
  generate: (random) => drawLabelsAndLogits(random, 7),
  reference: each(crossEntropy),
  gradientOf: 1,
  tolerance: { relative: 3e-3, absolute: 2e-4 },
  properties: [
    finiteForFiniteLogits,
    neverNegative,
    {
      name: "is at least the label's entropy",
      holds: ({ inputs: [labels] }, value) =>
        plain(value).values.every(
          (loss, i) => !(loss < entropyOf(rowAt(rowsOf(labels), i)) - 1e-3),
        ),
    },
  ],
  diagnoses: [
    {
      id: "log-of-softmax",
      wrong: each((label, logits) => against(label, log(inFloat32(softmax(logits))))),
      message:
        "Right for small logits, NaN or ∞ for large ones: the softmax underflows to 0 before the logarithm sees it. Is there a way to the *logarithm* of the softmax that never forms the softmax?",
    },
    {
      id: "overflowing-exponential",
      wrong: each(byOverflow),
      message:
        "The specification word for word: right for small logits, NaN for large ones, because e²⁰⁰ is ∞ in float32. Take the largest logit out of the exponentials first, or find the operation that does.",
    },
    {
      id: "clipped",
      wrong: each((label, logits) =>
        against(label, log(softmax(logits).map((p) => Math.max(p, 1e-7)))),
      ),
      message:
        "You keep the logarithm away from 0 with a small number. The NaN is gone, and so is the truth: a miss by 200 costs only 16, and its gradient is 0. Work from the logits instead.",
    },
    {
      id: "softmax-twice",
      wrong: each((label, logits) => crossEntropy(label, softmax(logits))),
      message:
        "The softmax is applied twice: probabilities went where logits belong. The loss can then never come near its floor.",
    },
    {
      id: "hardened-label",
      wrong: each((label, logits) => -(logSoftmax(logits)[argMax(label)] ?? 0)),
      message:
        "You used only the label's largest class: 0.93 was taken for 1. Every class takes part, weighed by its share.",
    },
    {
      id: "mean-over-classes",
      wrong: each((label, logits) => crossEntropy(label, logits) / label.length),
      message:
        "You averaged over the classes: divide by their number and the gradient shrinks with every class added. Sum over the last axis.",
    },
    {
      id: "divergence",
      wrong: each((label, logits) => crossEntropy(label, logits) - entropyOf(label)),
      message:
        "That is what is left to learn: you took the label's entropy off, and got the Kullback–Leibler divergence. It has the same gradient, but asked is the cross-entropy itself.",
    },
    {
      id: "binary",
      wrong: each(asBinary),
      message:
        "You summed a binary cross-entropy for each class, with a sigmoid of its own. Here the classes compete: one softmax makes them sum to 1.",
    },
    {
      id: "missing-minus",
      wrong: each((label, logits) => -crossEntropy(label, logits)),
      message:
        "The sign is turned round: logarithms of probabilities are negative, and a loss is not.",
    },
    {
      id: "one-number",
      wrong: (labels, logits) => {
        const y = rowsOf(labels);
        return scalar(
          mean(rowsOf(logits).rows.map((row, item) => crossEntropy(rowAt(y, item), row))),
        );
      },
      message: "You averaged over the items too. Asked is one loss for each item, [items].",
    },
  ],
  hints: [
    "log softmax(z) = z − log Σ exp z. That difference stays finite when the probability itself does not fit into float32.",
    "tf.logSoftmax(logits, -1) computes it stably. Multiply by the labels and sum over the last axis.",
    "Minus tf.sum(tf.mul(labels, tf.logSoftmax(…)), -1): one number an item.",
  ],
  delegates: ["softmaxCrossEntropy", "focalLoss", "tf.losses.softmaxCrossEntropy"],
};
