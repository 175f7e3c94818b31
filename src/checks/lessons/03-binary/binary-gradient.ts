import type { Data } from "../../data.js";
import type { Exercise } from "../../exercise.js";
import { at, integer, plain, plainNumber, tensor, upTo } from "../support/index.js";
import { drawHard, drawLogits, drawSoft, farOff } from "./draw.js";
import { sigmoid } from "./entropy.js";

type Slope = (t: number, p: number, alpha: number, x: number, pixels: number) => number;

const each = (slope: Slope) => (target?: Data, logits?: Data, alphaData?: Data) => {
  const { shape, values } = plain(logits);
  const t = plain(target).values;
  const alpha = plainNumber(alphaData);
  return tensor(
    shape,
    values.map((x, i) => slope(at(t, i), sigmoid(alpha * x), alpha, x, values.length)),
  );
};

export const binaryGradient: Exercise = {
  id: "binary-gradient",
  lesson: "03-binary",
  title: "The gradient, by hand",
  points: 2,
  answer: { kind: "function", name: "binaryGradient" },
  inputNames: ["target", "logits", "alpha"],
  axes: ["pixels"],
  visible: [
    {
      name: "α = 1, hard targets",
      inputs: [tensor([4], [1, 0, 1, 0]), tensor([4], [1, -1, -2, 0.5]), 1],
    },
    {
      name: "α = 3, one soft target",
      inputs: [tensor([4], [0.24, 1, 0, 1]), tensor([4], [0, 0.5, 1, -0.25]), 3],
    },
    {
      name: "α = 2, sure and wrong",
      inputs: [tensor([3], [0, 1, 0]), tensor([3], [50, -60, 60]), 2],
    },
  ],
  generate: (random) =>
    upTo(6).map((draw) => {
      const shape = [integer(random, 3, 7)];
      const alpha = [0.5, 2, 5][draw % 3] ?? 2;
      const target = draw % 2 === 0 ? drawHard(random, shape) : drawSoft(random, shape);
      const drawn = drawLogits(random, shape);
      const gap = (draw % 2 === 0 ? 1 : -1) * integer(random, 250, 300);
      return {
        name: `drawn pixels ${draw + 1}, α = ${alpha}`,
        inputs: [target, draw < 4 ? drawn : farOff(drawn, gap), alpha],
      };
    }),
  reference: each((t, p, alpha) => alpha * (p - t)),
  tolerance: { relative: 2e-3, absolute: 1e-4 },
  properties: [
    {
      name: "stays within [−α, α]",
      holds: ({ inputs }, value) => {
        const most = plainNumber(inputs[2]) * 1.001;
        return plain(value).values.every((slope) => Math.abs(slope) <= most);
      },
    },
  ],
  diagnoses: [
    {
      id: "alpha-forgotten",
      wrong: each((t, p) => p - t),
      message:
        "Right for α = 1. The logit is multiplied by α before anything else, so the chain rule owes you a factor.",
    },
    {
      id: "alpha-only-outside",
      wrong: each((t, _p, alpha, x) => alpha * (sigmoid(x) - t)),
      message:
        "The factor α is there, but the prediction is not: it is σ(α · logit), and yours is σ(logit). Right for α = 1 only.",
    },
    {
      id: "uphill",
      wrong: each((t, p, alpha) => alpha * (t - p)),
      message:
        "The sign is turned round: that is the step a learner takes, down the slope. The gradient points up.",
    },
    {
      id: "slope-of-sigmoid-left-in",
      wrong: each((t, p, alpha) => alpha * (p - t) * p * (1 - p)),
      message:
        "A factor p (1 − p) too much: that is the gradient of the squared error, and it dies for the pixels that are surely wrong. In cross-entropy the logarithms' 1/p and 1/(1 − p) cancel it.",
    },
    {
      id: "no-sigmoid",
      wrong: each((t, _p, alpha, x) => alpha * (alpha * x - t)),
      message:
        "You took the target off the logit. The gradient compares probabilities: take it off σ(α · logit).",
    },
    {
      id: "cancelled-too-late",
      wrong: each((t, exact, alpha) => {
        const p = Math.fround(exact);
        return ((1 - t) / (1 - p) - t / p) * p * (1 - p) * alpha;
      }),
      message:
        "The chain rule is right, and NaN where σ has rounded to 0 or 1: there you multiply ∞ by 0. Cancel p (1 − p) on paper first; what is left has no fraction.",
    },
    {
      id: "divided-by-pixels",
      wrong: each((t, p, alpha, _x, pixels) => (alpha * (p - t)) / pixels),
      message:
        "You divided by the number of pixels: that is the gradient of the mean. Asked is each pixel's own.",
    },
  ],
  hints: [
    "Write the loss with x = α·logit as max(x, 0) − x t + log(1 + e^(−|x|)), or as log(1 + e^x) − x t, which is the same.",
    "The derivative of log(1 + e^x) by x is σ(x). And x by the logit is α.",
    "tf.mul(tf.sub(tf.sigmoid(tf.mul(logits, alpha)), target), alpha).",
  ],
  delegates: ["tf.grad"],
};
