import type { Data } from "../../data.js";
import type { Exercise } from "../../exercise.js";
import {
  integer,
  mean,
  perRow,
  plain,
  rowsOf,
  scalar,
  softLabels,
  sum,
  tensor,
  upTo,
} from "../support/index.js";

type Row = readonly number[];

const each = (entropy: (label: Row) => number) => (data?: Data) => perRow(rowsOf(data), entropy);

/** −Σ y·log y with 0·log 0 = 0, the limit. */
const entropy = (label: Row): number =>
  -sum(label.map((share) => (share === 0 ? 0 : share * Math.log(share))));

export const labelEntropy: Exercise = {
  id: "label-entropy",
  lesson: "06-soft-cross-entropy",
  title: "The floor",
  points: 2,
  answer: { kind: "function", name: "labelEntropy" },
  inputNames: ["labels"],
  axes: ["images"],
  visible: [
    { name: "a coin", inputs: [tensor([1, 2], [0.5, 0.5])] },
    { name: "93 of 100, and 24 of 100", inputs: [tensor([2, 2], [0.07, 0.93, 0.76, 0.24])] },
    { name: "all agree", inputs: [tensor([2, 3], [0, 1, 0, 0, 0, 1])] },
    { name: "three classes, one without a vote", inputs: [tensor([1, 3], [0.75, 0, 0.25])] },
  ],
  generate: (random) => [
    ...upTo(4).map((draw) => ({
      name: `drawn labels ${draw + 1}`,
      inputs: [softLabels(random, [integer(random, 1, 5)], integer(random, 2, 6))],
    })),
    {
      name: "a drawn label and a certain one",
      inputs: [withCertainRow(softLabels(random, [1], 3))],
    },
  ],
  reference: each(entropy),
  tolerance: { relative: 1e-3, absolute: 1e-4 },
  properties: [
    {
      name: "is never negative",
      holds: (_, value) => plain(value).values.every((entropy) => entropy >= -1e-4),
    },
    {
      name: "is at most log(classes)",
      holds: ({ inputs }, value) => {
        const most = Math.log(rowsOf(inputs[0]).classes);
        return plain(value).values.every((entropy) => entropy <= most + 1e-4);
      },
    },
  ],
  diagnoses: [
    {
      id: "zero-times-log-zero",
      wrong: each((label) => -sum(label.map((share) => share * Math.log(share)))),
      message:
        "NaN where a share is 0: log 0 is −∞, and 0 · −∞ is not a number. In the limit the product is 0; what could you take the logarithm of, so that nothing else changes?",
    },
    {
      id: "bits",
      wrong: each((label) => entropy(label) / Math.LN2),
      message:
        "That is the entropy in bits, with log₂. Cross-entropy in TensorFlow.js uses the natural logarithm, and so must its floor.",
    },
    {
      id: "negative",
      wrong: each((label) => -entropy(label)),
      message: "The logarithm of a share is negative: one minus sign is missing.",
    },
    {
      id: "mean-over-classes",
      wrong: each((label) => entropy(label) / label.length),
      message:
        "You averaged over the classes. Entropy is their sum: tf.sum along the last axis, not tf.mean.",
    },
    {
      id: "one-number",
      wrong: (data) => scalar(mean(rowsOf(data).rows.map(entropy))),
      message: "You averaged over the images too. Asked is one entropy for each image, [images].",
    },
  ],
  hints: [
    "Per row: minus the sum over classes of y · log y. Where y is 0 the term must be 0.",
    "Make the logarithm's argument harmless where y is 0: tf.maximum(y, tiny) with a tiny such as 1e-30 leaves every real share as it is.",
    "return tf.neg(tf.sum(tf.mul(labels, tf.log(tf.maximum(labels, 1e-30))), -1)), with the types the signature asks for.",
  ],
  delegates: ["entropy"],
};

/** The first row drawn, the second one certain. */
function withCertainRow(data: Data): Data {
  const { values } = plain(data);
  return tensor([2, 3], [...values, 0, 1, 0]);
}
