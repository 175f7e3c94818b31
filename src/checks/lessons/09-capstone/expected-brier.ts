import type { Data } from "../../data.js";
import type { Exercise } from "../../exercise.js";
import {
  at,
  integer,
  mean,
  plain,
  rowAt,
  rowsOf,
  softLabels,
  sum,
  tensor,
  upTo,
} from "../support/index.js";

type Row = readonly number[];
type Part = (q: Row, p: Row) => number;

const distance: Part = (q, p) => sum(q.map((share, k) => (at(p, k) - share) ** 2));
const noise: Part = (q) => sum(q.map((share) => share * (1 - share)));
const whole: Part = (q, p) => distance(q, p) + noise(q, p);

const parts =
  (first: Part, second: Part, over: (values: Row) => number = mean) =>
  (truth?: Data, prediction?: Data): Data => {
    const p = rowsOf(prediction);
    const { rows } = rowsOf(truth);
    const all = (part: Part) => over(rows.map((q, i) => part(q, rowAt(p, i))));
    return tensor([2], [all(first), all(second)]);
  };

export const expectedBrierExercise: Exercise = {
  id: "expected-brier",
  lesson: "09-capstone",
  title: "What a Brier score is made of",
  points: 2,
  answer: { kind: "function", name: "expectedBrier" },
  inputNames: ["truth", "prediction"],
  axes: ["excess and noise"],
  visible: [
    { name: "93 of 100, and sure", inputs: [tensor([1, 2], [0.93, 0.07]), tensor([1, 2], [1, 0])] },
    {
      name: "a prediction that knows the truth",
      inputs: [tensor([2, 2], [0.24, 0.76, 0.5, 0.5]), tensor([2, 2], [0.24, 0.76, 0.5, 0.5])],
    },
    {
      name: "hard truths, three classes",
      inputs: [
        tensor([2, 3], [1, 0, 0, 0, 0, 1]),
        tensor([2, 3], [0.7, 0.2, 0.1, 0.25, 0.25, 0.5]),
      ],
    },
  ],
  generate: (random) =>
    upTo(5).map((draw) => {
      const [items, classes] = [integer(random, 2, 5), integer(random, 2, 4)];
      return {
        name: `drawn probabilities ${draw + 1}`,
        inputs: [softLabels(random, [items], classes), softLabels(random, [items], classes)],
      };
    }),
  reference: parts(distance, noise),
  gradientOf: 1,
  tolerance: { relative: 2e-3, absolute: 1e-4 },
  properties: [
    {
      name: "is nowhere negative",
      holds: (_, value) => plain(value).values.every((part) => part >= -1e-6),
    },
  ],
  diagnoses: [
    {
      id: "whole-first",
      wrong: parts(whole, noise),
      message:
        "Your first number still has the noise in it. The excess is what a prediction could save: 0 where it knows the truth.",
    },
    {
      id: "swapped",
      wrong: parts(noise, distance),
      message: "Both parts are right and stand in the other's place: the excess comes first.",
    },
    {
      id: "noise-taken-off",
      wrong: parts((q, p) => distance(q, p) - noise(q, p), noise),
      message:
        "You took the noise off the squared distance to the *truth*, which has none in it. That distance is the excess.",
    },
    {
      id: "not-squared",
      wrong: parts((q, p) => sum(q.map((share, k) => Math.abs(at(p, k) - share))), noise),
      message:
        "Your distances are absolute. The Brier score squares them, and only squares split into excess and noise.",
    },
    {
      id: "noise-of-the-prediction",
      wrong: parts(distance, (_, p) => noise(p, p)),
      message:
        "Your noise is p(1 − p): the prediction's own. Labels are drawn from the *truth*; how much they scatter does not depend on what is predicted.",
    },
    {
      id: "entropy",
      wrong: parts(
        distance,
        (q) => -sum(q.map((share) => (share > 0 ? share * Math.log(share) : 0))),
      ),
      message:
        "The entropy is cross-entropy's floor. The Brier score's is the variance of a drawn label, q(1 − q) in each class.",
    },
    {
      id: "summed-over-items",
      wrong: parts(distance, noise, sum),
      message:
        "You summed over the items. Each item's parts are sums over its classes; the items are averaged.",
    },
    {
      id: "mean-over-classes",
      wrong: parts(
        (q, p) => distance(q, p) / q.length,
        (q, p) => noise(q, p) / q.length,
      ),
      message:
        "You averaged over the classes too. Brier's own score sums over the classes of an item.",
    },
  ],
  hints: [
    "Write y for a label drawn from q: its mean is q, its variance q(1 − q). Split (p − y)² at q.",
    "E(p − y)² = (p − q)² + q(1 − q), in every class. Sum over the classes (axis −1), average over the items.",
    "const excess = tf.mean(tf.sum(tf.squaredDifference(prediction, truth), -1)); the noise likewise with tf.mul(truth, tf.sub(1, truth)); tf.stack([excess, noise]).",
  ],
  delegates: ["brierLoss", "brierScore"],
};
