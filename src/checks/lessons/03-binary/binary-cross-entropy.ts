import type { Data } from "../../data.js";
import type { Exercise } from "../../exercise.js";
import {
  at,
  finiteForFiniteLogits,
  integer,
  mean,
  neverNegative,
  plain,
  scalar,
  tensor,
  upTo,
} from "../support/index.js";
import { crossEntropies } from "./delegates.js";
import { drawHard, drawLogits, drawSoft, farOff } from "./draw.js";
import { crossEntropy, sigmoid } from "./entropy.js";

type Loss = (t: number, x: number) => number;

const each = (loss: Loss) => (target?: Data, logits?: Data) => {
  const { shape, values } = plain(logits);
  const t = plain(target).values;
  return tensor(
    shape,
    values.map((x, i) => loss(at(t, i), x)),
  );
};

/** By the definition, from a probability as float32 has it. */
const naive: Loss = (t, x) => {
  const p = Math.fround(sigmoid(x));
  return -(t * Math.log(p) + (1 - t) * Math.log(1 - p));
};

const clipped: Loss = (t, x) => {
  const p = Math.fround(Math.min(Math.max(sigmoid(x), 1e-6), 1 - 1e-6));
  return -(t * Math.log(p) + (1 - t) * Math.log(1 - p));
};

/** e^x as float32 has it: ∞ above 3.4e38. */
const power = (x: number): number => Math.fround(Math.exp(x));

const overflow =
  "The algebra is right, and float32 too small for it: e^120 is ∞. Let the exponential see −|x| only, so that it is never above 1; max(x, 0) makes up for the rest.";

export const binaryCrossEntropyExercise: Exercise = {
  id: "binary-cross-entropy",
  lesson: "03-binary",
  title: "Puzzle: binary cross-entropy for any logit",
  points: 3,
  answer: { kind: "function", name: "binaryCrossEntropy" },
  inputNames: ["target", "logits"],
  axes: ["pixels"],
  visible: [
    {
      name: "small logits, hard targets",
      inputs: [tensor([4], [1, 0, 1, 0]), tensor([4], [1, -1, -2, 0.5])],
    },
    {
      name: "small logits, soft targets",
      inputs: [tensor([3], [0.24, 0.93, 0.5]), tensor([3], [-1, 2, 0.25])],
    },
    { name: "sure and right", inputs: [tensor([3], [1, 0, 1]), tensor([3], [20, -120, 120])] },
    { name: "sure and wrong", inputs: [tensor([3], [0, 1, 0]), tensor([3], [20, -120, 120])] },
  ],
  generate: (random) =>
    upTo(8).map((draw) => {
      const shape = [integer(random, 3, 7)];
      const target = draw % 2 === 0 ? drawHard(random, shape) : drawSoft(random, shape);
      const drawn = drawLogits(random, shape);
      const gap = (draw % 3 === 0 ? 1 : -1) * integer(random, 120, 200);
      return {
        name: `drawn pixels ${draw + 1}`,
        inputs: [target, draw % 4 < 2 ? drawn : farOff(drawn, gap)],
      };
    }),
  reference: each(crossEntropy),
  gradientOf: 1,
  tolerance: { relative: 2e-3, absolute: 2e-4 },
  properties: [
    finiteForFiniteLogits,
    neverNegative,
    {
      name: "costs |x| at a pixel that is surely wrong, however large |x| is",
      holds: ({ inputs }, value) => {
        const [t, x] = [plain(inputs[0]).values, plain(inputs[1]).values];
        const missed = (i: number) => (at(x, i) > 0 ? 1 - at(t, i) : at(t, i));
        return plain(value).values.every(
          (loss, i) => missed(i) < 1 || loss >= Math.abs(at(x, i)) * 0.999,
        );
      },
    },
  ],
  diagnoses: [
    {
      id: "naive",
      wrong: each(naive),
      message:
        "Right for small logits, NaN or ∞ for large ones: σ(20) is exactly 1 in float32, so the logarithm of 1 − p is −∞, and 0 · ∞ is NaN. Do not form the probability; the specification never does.",
    },
    {
      id: "clipped",
      wrong: each(clipped),
      message:
        "You keep the probability away from 0 and 1. The NaN is gone, but a miss by 120 costs no more than 14, and its gradient is 0: the worst pixels stop learning. Work from the logit instead.",
    },
    {
      id: "epsilon-in-log",
      wrong: each((t, x) => {
        const p = Math.fround(sigmoid(x));
        return -(t * Math.log(p + 1e-7) + (1 - t) * Math.log(1 - p + 1e-7));
      }),
      message:
        "A small number inside the logarithm ends the NaN, but a miss by 120 costs no more than 16 then, and its gradient is nearly 0: the worst pixels stop learning. Work from the logit instead.",
    },
    {
      id: "abs-forgotten",
      wrong: each((t, x) => Math.max(x, 0) - x * t + Math.log1p(power(-x))),
      message:
        "Right for logits above 0 only: the exponent is −|x|, and yours is −x, so that a negative logit is counted twice.",
    },
    {
      id: "overflow-above",
      wrong: each((t, x) => Math.log(1 + power(x)) - x * t),
      message: overflow,
    },
    {
      id: "overflow-below",
      wrong: each((t, x) => x - x * t + Math.log(1 + power(-x))),
      message: overflow,
    },
    {
      id: "foreground-term-only",
      wrong: each((t, x) => t * crossEntropy(1, x)),
      message:
        "Only the term with t is there. A background pixel, t = 0, costs nothing in yours, whatever it says: all-foreground would be perfect.",
    },
    {
      id: "sign-of-the-target",
      wrong: each((t, x) => crossEntropy(1 - t, x)),
      message:
        "Target and background are exchanged: your loss is lowest where the prediction is wrong. Check x·t at t = 1: the loss must fall as x rises.",
    },
    {
      id: "sigmoid-twice",
      wrong: each((t, x) => crossEntropy(t, sigmoid(x))),
      message:
        "The sigmoid is applied before a formula that wants logits, so it acts twice. The loss can then never come near 0.",
    },
    {
      id: "one-number",
      wrong: (target, logits) => scalar(mean(plain(each(crossEntropy)(target, logits)).values)),
      message: "You averaged over the pixels. Asked is the loss of each, [pixels].",
    },
  ],
  hints: [
    "Three terms, element by element: max(x, 0), x·t, and the logarithm of 1 + e^(−|x|). Each has its own tf operation.",
    "tf.relu(x) is max(x, 0). tf.log1p(y) is log(1 + y), and precise for small y.",
    "tf.add(tf.sub(tf.relu(logits), tf.mul(logits, target)), tf.log1p(tf.exp(tf.neg(tf.abs(logits))))).",
  ],
  delegates: crossEntropies,
};
