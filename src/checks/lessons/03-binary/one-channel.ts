import type { Data } from "../../data.js";
import type { Exercise } from "../../exercise.js";
import {
  elementAt,
  integer,
  logits,
  perRow,
  plain,
  rowsOf,
  tensor,
  upTo,
} from "../support/index.js";
import { sigmoid } from "./entropy.js";

const each = (logit: (background: number, foreground: number) => number) => (data?: Data) => {
  const rows = rowsOf(data);
  return perRow(rows, (_, i) => logit(elementAt(rows, i, 0), elementAt(rows, i, 1)));
};

const verySure = (size: number): Data => tensor([2, 2], [-size, size, size, -size]);

export const oneChannel: Exercise = {
  id: "one-channel",
  lesson: "03-binary",
  title: "Two channels into one",
  points: 1,
  answer: { kind: "function", name: "oneLogitOf" },
  inputNames: ["logits"],
  axes: ["pixels"],
  visible: [
    { name: "undecided", inputs: [tensor([1, 2], [1.5, 1.5])] },
    { name: "foreground ahead, background ahead", inputs: [tensor([2, 2], [0, 2, 1, -0.5])] },
    { name: "a hundred on both", inputs: [tensor([2, 2], [100, 102, 101, 99.5])] },
    { name: "very sure", inputs: [tensor([1, 2], [-30, 30])] },
  ],
  generate: (random) => [
    ...upTo(5).map((draw) => ({
      name: `drawn logits ${draw + 1}`,
      inputs: [logits(random, [integer(random, 1, 6), 2])],
    })),
    { name: "drawn logits, very sure", inputs: [verySure(integer(random, 15, 40))] },
  ],
  reference: each((background, foreground) => foreground - background),
  gradientOf: 0,
  tolerance: { relative: 1e-3, absolute: 1e-4 },
  properties: [
    {
      name: "is positive exactly where the foreground's logit is the larger",
      holds: ({ inputs }, value) => {
        const rows = rowsOf(inputs[0]);
        return plain(value).values.every(
          (x, i) => Math.sign(x) === Math.sign(elementAt(rows, i, 1) - elementAt(rows, i, 0)),
        );
      },
    },
  ],
  diagnoses: [
    {
      id: "swapped",
      wrong: each((background, foreground) => background - foreground),
      message:
        "The sign is turned round: yours is the logit of the background. Channel 1 is the foreground, and a higher logit there must raise the answer.",
    },
    {
      id: "foreground-only",
      wrong: each((_, foreground) => foreground),
      message:
        "You took channel 1 as it is. Softmax sees only differences: a hundred on both channels changes nothing for it, and 100 in yours.",
    },
    {
      id: "hard",
      wrong: each((background, foreground) => (foreground > background ? 1 : 0)),
      message:
        "That is the hard answer, 0 or 1, without a gradient. Asked is a logit: a number of any size, whose sign tells the class.",
    },
    {
      id: "probability",
      wrong: each((background, foreground) => sigmoid(foreground - background)),
      message:
        "That is the probability, already through the sigmoid. Asked is what goes *into* the sigmoid: a logit.",
    },
    {
      id: "by-the-odds",
      wrong: each((background, foreground) => {
        const p = Math.fround(sigmoid(foreground - background));
        return Math.log(p / (1 - p));
      }),
      message:
        "Right for unsure pixels, ∞ for sure ones: you went through the probability, and float32 rounded it to 1, so 1 − p is 0. The difference was there before the softmax: never form p.",
    },
    {
      id: "halved",
      wrong: each((background, foreground) => (foreground - background) / 2),
      message:
        "Half of it. That would be right for tanh; the softmax of two logits is σ of their whole difference. Put in 0 and 2 and compare with the softmax.",
    },
  ],
  hints: [
    "Write the softmax of channel 1 as 1 / (1 + …). What stands in the exponent?",
    "e^(z₁) / (e^(z₀) + e^(z₁)) = 1 / (1 + e^(z₀ − z₁)), and σ(x) = 1 / (1 + e^(−x)).",
    "logits.slice([0, 1], [-1, 1]) is channel 1 as a column; take off channel 0 and make it [pixels] with tf.squeeze(…, [1]).",
  ],
  delegates: [],
};
