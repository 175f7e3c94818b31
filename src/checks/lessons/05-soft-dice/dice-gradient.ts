import type { Data } from "../../data.js";
import type { Case, Exercise } from "../../exercise.js";
import {
  agreesWithDifferences,
  at,
  between,
  integer,
  overlapFunctions,
  plain,
  type Random,
  scalar,
  sum,
  tensor,
  upTo,
} from "../support/index.js";

/** What a pixel's slope is made of: its label, and the sums over all pixels. */
interface Pixel {
  readonly t: number;
  readonly p: number;
  readonly both: number;
  readonly size: number;
}

const each =
  (slope: (pixel: Pixel) => number) =>
  (target?: Data, prediction?: Data): Data => {
    const { shape, values: t } = plain(target);
    const p = plain(prediction).values;
    const both = sum(t.map((label, i) => label * (p[i] ?? 0)));
    const size = sum(t) + sum(p);
    return tensor(
      shape,
      t.map((label, i) => slope({ t: label, p: p[i] ?? 0, both, size })),
    );
  };

const gradient = ({ t, both, size }: Pixel): number => (-2 * (t * size - both)) / size ** 2;

const loss = (target?: Data, prediction?: Data): Data => {
  const t = plain(target).values;
  const p = plain(prediction).values;
  return scalar(1 - (2 * sum(t.map((label, i) => label * at(p, i)))) / (sum(t) + sum(p)));
};

const pixels = (...values: number[]): Data => tensor([values.length], values);

function drawPixels(random: Random, hard: boolean): Case["inputs"] {
  const count = integer(random, 3, 9);
  // One of each kind at least, so that the target is never empty and never full.
  const labels = upTo(count).map((i) => {
    if (!hard) return between(random, 0.05, 0.95);
    return i < 2 ? i : integer(random, 0, 1);
  });
  return [pixels(...labels), pixels(...labels.map(() => between(random, 0.05, 0.95)))];
}

export const diceGradientExercise: Exercise = {
  id: "dice-gradient",
  lesson: "05-soft-dice",
  title: "The gradient of Dice, by hand",
  points: 2,
  answer: { kind: "function", name: "diceGradient" },
  inputNames: ["target", "prediction"],
  axes: ["pixels"],
  visible: [
    { name: "two pixels, half sure", inputs: [pixels(1, 0), pixels(0.5, 0.5)] },
    { name: "four pixels", inputs: [pixels(1, 1, 0, 0), pixels(0.9, 0.2, 0.3, 0.1)] },
    {
      name: "one pixel in eight",
      inputs: [
        pixels(0, 0, 0, 1, 0, 0, 0, 0),
        tensor(
          [8],
          upTo(8).map(() => 0.1),
        ),
      ],
    },
    { name: "soft labels", inputs: [pixels(0.8, 0.4, 0.1), pixels(0.7, 0.6, 0.2)] },
  ],
  generate: (random) =>
    upTo(6).map((draw) => ({
      name: `drawn ${draw % 2 === 0 ? "hard" : "soft"} pixels ${draw + 1}`,
      inputs: drawPixels(random, draw % 2 === 0),
    })),
  reference: each(gradient),
  tolerance: { relative: 2e-3, absolute: 1e-5 },
  properties: [
    agreesWithDifferences(loss, 1),
    {
      name: "is the same for all pixels with the same label",
      holds: ({ inputs }, value) => {
        const slopes = plain(value).values;
        const t = plain(inputs[0]).values;
        return t.every(
          (label, i) => Math.abs((slopes[t.indexOf(label)] ?? 0) - (slopes[i] ?? 0)) < 1e-5,
        );
      },
    },
  ],
  diagnoses: [
    {
      id: "uphill",
      wrong: each((pixel) => -gradient(pixel)),
      message:
        "The sign is turned round: that is the gradient of the score. The loss is 1 minus the score.",
    },
    {
      id: "numerator-only",
      wrong: each(({ t, size }) => (-2 * t) / size),
      message:
        "You held the denominator fixed. p stands below the bar too: that is why the background gets a gradient at all. Use the quotient rule.",
    },
    {
      id: "denominator-not-squared",
      wrong: each(({ t, both, size }) => (-2 * (t * size - both)) / size),
      message: "In the quotient rule the denominator is squared: you divided by S once only.",
    },
    {
      id: "missing-two",
      wrong: each((pixel) => gradient(pixel) / 2),
      message: "Half of it: the score is 2I / S, and the 2 goes along.",
    },
    {
      id: "of-the-iou",
      wrong: each(({ t, both, size }) => {
        const union = size - both;
        return -(t * union - both * (1 - t)) / union ** 2;
      }),
      message: "That is the gradient of the IoU loss, I / (S − I). Dice is 2I / S.",
    },
    {
      id: "hard-labels-only",
      wrong: each(({ t, both, size }) => gradient({ t: t > 0.5 ? 1 : 0, p: 0, both, size })),
      message:
        "Right for hard labels: you choose between two numbers. A soft label lies between, and so does its slope. The formula has tᵢ itself in it.",
    },
    {
      id: "p-minus-t",
      wrong: each(({ t, p }) => p - t),
      message:
        "p − t belongs to cross-entropy, with respect to the logits. In Dice a pixel's own p has no say in its slope; only the sums have.",
    },
  ],
  hints: [
    "With I = Σpt and S = Σp + Σt: ∂I/∂pᵢ = tᵢ and ∂S/∂pᵢ = 1.",
    "The quotient rule gives ∂(2I/S)/∂pᵢ = 2 (tᵢ S − I) / S². The loss has a minus in front.",
    "Make I and S scalars with tf.sum; tf.sub(tf.mul(target, S), I) is one number a pixel.",
  ],
  delegates: [...overlapFunctions, "tf.grad"],
};
