import type { Data } from "../../data.js";
import type { Exercise } from "../../exercise.js";
import { at, between, integer, plain, plainNumber, tensor, upTo } from "../support/index.js";

type Slope = (difference: number, alpha: number) => number;

const each = (slope: Slope) => (data?: Data, alpha?: Data) => {
  const { shape, values } = plain(data);
  return tensor(
    shape,
    values.map((difference) => slope(difference, plainNumber(alpha))),
  );
};

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
const bell = (x: number): number => sigmoid(x) * sigmoid(-x);

/** Differences of logits and the same with the other sign, in the opposite order. */
const mirrored = (values: readonly number[]): Data =>
  tensor([2 * values.length], [...values, ...values.map((value) => -value).toReversed()]);

export const saturationSlope: Exercise = {
  id: "saturation-slope",
  lesson: "02-soft-one-hot",
  title: "The slope that is left",
  points: 2,
  answer: { kind: "function", name: "slopeOfSoftLabel" },
  inputNames: ["difference", "alpha"],
  axes: ["pixels"],
  visible: [
    { name: "undecided, α = 1", inputs: [tensor([1], [0]), 1] },
    { name: "half a unit either way, α = 5", inputs: [mirrored([0.5]), 5] },
    { name: "near and far, α = 2", inputs: [mirrored([0.1, 1, 3]), 2] },
    { name: "very far, α = 50", inputs: [mirrored([0.01, 10]), 50] },
  ],
  generate: (random) =>
    upTo(5).map((draw) => {
      const alpha = [0.5, 2, 5, 20, 3][draw] ?? 2;
      const reach = 4 / alpha;
      const drawn = upTo(integer(random, 2, 5)).map(() => between(random, -reach, reach));
      return {
        name: `drawn differences ${draw + 1}, α = ${alpha}`,
        inputs: [mirrored(drawn), alpha],
      };
    }),
  reference: each((difference, alpha) => alpha * bell(alpha * difference)),
  tolerance: { relative: 3e-3, absolute: 1e-4 },
  properties: [
    {
      name: "stays within [0, α/4]",
      holds: ({ inputs }, value) => {
        const most = plainNumber(inputs[1]) / 4;
        return plain(value).values.every((slope) => slope >= -1e-5 && slope <= most * 1.001);
      },
    },
    {
      name: "is the same for d and −d",
      holds: (_, value) => {
        const { values } = plain(value);
        const back = values.toReversed();
        return values.every((slope, i) => Math.abs(slope - at(back, i)) <= 1e-3 * (1 + slope));
      },
    },
  ],
  diagnoses: [
    {
      id: "inner-derivative-missing",
      wrong: each((difference, alpha) => bell(alpha * difference)),
      message:
        "A factor α is missing: the chain rule multiplies by the derivative of what stands inside σ. At d = 0 you find ¼ for every α, and the gradient would never rise.",
    },
    {
      id: "alpha-only-outside",
      wrong: each((difference, alpha) => alpha * bell(difference)),
      message:
        "α stands in front but not inside: your slope grows with α for ever and never dies. The label is σ(α d), so σ must be taken at α d.",
    },
    {
      id: "label-not-slope",
      wrong: each((difference, alpha) => sigmoid(alpha * difference)),
      message:
        "That is the label itself. Asked is its derivative by d: highest at d = 0, falling to 0 on both sides.",
    },
    {
      id: "negative",
      wrong: each((difference, alpha) => -alpha * bell(alpha * difference)),
      message:
        "The sign is turned round: the label rises with d, so its slope is never negative. Which is it, p (1 − p) or p (p − 1)?",
    },
    {
      id: "square-of-the-label",
      wrong: each((difference, alpha) => alpha * sigmoid(alpha * difference) ** 2),
      message:
        "You multiplied p by itself. The derivative of σ is p (1 − p): it must fall for large p as it does for small.",
    },
  ],
  hints: [
    "Let p = σ(x). Then dp/dx = p (1 − p). What is x here, and what is its derivative by d?",
    "x = α d, so the chain rule gives a factor α, and p is taken at α d.",
    "const p = tf.sigmoid(tf.mul(difference, alpha)); then multiply p, tf.sub(1, p) and alpha.",
  ],
  delegates: ["tf.grad"],
};
