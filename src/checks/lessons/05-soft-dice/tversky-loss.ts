import type { Data } from "../../data.js";
import type { Case, Exercise } from "../../exercise.js";
import {
  atPerfectOverlap,
  drawExtremes,
  drawHardTargets,
  drawSoftTargets,
  type Overlap,
  overlapFunctions,
  overlaps,
  plainNumber,
  sum,
  tensor,
  upTo,
  withinUnit,
  withoutOverlap,
} from "../support/index.js";

/** Σpt, the probability given where nothing is, and what was missed. */
interface Errors {
  readonly hit: number;
  readonly falsePositive: number;
  readonly falseNegative: number;
}

const errorsOf = ({ both, target, prediction }: Overlap): Errors => ({
  hit: both,
  falsePositive: prediction - both,
  falseNegative: target - both,
});

type Score = (errors: Errors, alpha: number, beta: number) => number;

const tversky: Score = ({ hit, falsePositive, falseNegative }, alpha, beta) =>
  hit / (hit + alpha * falsePositive + beta * falseNegative);

const each =
  (loss: Score) =>
  (target?: Data, prediction?: Data, alpha?: Data, beta?: Data): Data => {
    const { images, classes, found } = overlaps(target, prediction);
    return tensor(
      [images, classes],
      found.map((overlap) => loss(errorsOf(overlap), plainNumber(alpha), plainNumber(beta))),
    );
  };

function pooled(target?: Data, prediction?: Data, alpha?: Data, beta?: Data): Data {
  const { classes, found } = overlaps(target, prediction);
  const losses = upTo(classes).map((k) => {
    const own = found.filter((overlap) => overlap.k === k).map(errorsOf);
    const errors = {
      hit: sum(own.map(({ hit }) => hit)),
      falsePositive: sum(own.map(({ falsePositive }) => falsePositive)),
      falseNegative: sum(own.map(({ falseNegative }) => falseNegative)),
    };
    return 1 - tversky(errors, plainNumber(alpha), plainNumber(beta));
  });
  return tensor([classes], losses);
}

const oneClass = (...values: number[]): Data => tensor([1, 2, 2, 1], values);

const priced = (cases: readonly { name: string; inputs: Case["inputs"] }[]): readonly Case[] =>
  cases.map(({ name, inputs }, i) => {
    const [alpha, beta] = i % 2 === 0 ? [0.3, 0.7] : [0.8, 0.1];
    return { name: `${name}, α ${alpha}, β ${beta}`, inputs: [...inputs, alpha, beta] };
  });

export const tverskyLossExercise: Exercise = {
  id: "tversky-loss",
  lesson: "05-soft-dice",
  title: "Two prices for two errors",
  points: 2,
  answer: { kind: "function", name: "tverskyLossOf" },
  inputNames: ["target", "prediction", "falsePositiveWeight", "falseNegativeWeight"],
  axes: ["batch", "classes"],
  visible: [
    {
      name: "perfect overlap, α 0.3, β 0.7",
      inputs: [oneClass(1, 1, 0, 0), oneClass(1, 1, 0, 0), 0.3, 0.7],
    },
    {
      name: "one pixel missed, α 0.3, β 0.7",
      inputs: [oneClass(1, 1, 0, 0), oneClass(1, 0, 0, 0), 0.3, 0.7],
    },
    {
      name: "one pixel too many, α 0.3, β 0.7",
      inputs: [oneClass(1, 1, 0, 0), oneClass(1, 1, 1, 0), 0.3, 0.7],
    },
    {
      name: "two images, two classes, α 0.2, β 0.9",
      inputs: [
        tensor([2, 1, 3, 2], [1, 0, 0, 1, 1, 0, 0, 1, 0, 1, 1, 0]),
        tensor([2, 1, 3, 2], [0.6, 0.4, 0.2, 0.8, 0.7, 0.3, 0.4, 0.6, 0.1, 0.9, 0.25, 0.75]),
        0.2,
        0.9,
      ],
    },
  ],
  generate: (random) =>
    priced([
      ...drawHardTargets(random, 4, false),
      ...drawSoftTargets(random, 2),
      ...drawExtremes(random),
    ]),
  reference: each((errors, alpha, beta) => 1 - tversky(errors, alpha, beta)),
  gradientOf: 1,
  tolerance: { relative: 3e-3, absolute: 2e-4 },
  properties: [withinUnit, atPerfectOverlap(0), withoutOverlap(1)],
  diagnoses: [
    {
      id: "prices-swapped",
      wrong: each((errors, alpha, beta) => 1 - tversky(errors, beta, alpha)),
      message:
        "The two prices are swapped. A false positive is probability where nothing is, Σp − Σpt; a false negative is what was missed, Σt − Σpt.",
    },
    {
      id: "sizes-not-errors",
      wrong: each(
        ({ hit, falsePositive, falseNegative }, alpha, beta) =>
          1 - hit / (hit + alpha * (falsePositive + hit) + beta * (falseNegative + hit)),
      ),
      message:
        "You priced the sizes Σp and Σt instead of the errors, so even perfect overlap costs. Take what is shared off each of them first.",
    },
    {
      id: "hits-left-out-below",
      wrong: each(
        ({ hit, falsePositive, falseNegative }, alpha, beta) =>
          1 - hit / (alpha * falsePositive + beta * falseNegative),
      ),
      message:
        "The denominator lacks the hits: without errors it is 0. It is TP plus the two priced errors.",
    },
    {
      id: "beta-from-alpha",
      wrong: each((errors, alpha) => 1 - tversky(errors, alpha, 1 - alpha)),
      message:
        "You made β out of α. In the training above the two summed to 1, but they need not: the IoU has 1 and 1. Use both inputs.",
    },
    {
      id: "always-iou",
      wrong: each((errors) => 1 - tversky(errors, 1, 1)),
      message: "That is the IoU whatever the prices are: both errors cost 1. Use the two weights.",
    },
    {
      id: "always-dice",
      wrong: each((errors) => 1 - tversky(errors, 0.5, 0.5)),
      message: "That is Dice whatever the prices are: both errors cost ½. Use the two weights.",
    },
    {
      id: "score-not-loss",
      wrong: each(tversky),
      message:
        "That is the index: 1 when all is well. minimize() would drive it to 0. A loss is 0 at perfect overlap.",
    },
    {
      id: "pooled-over-batch",
      wrong: pooled,
      message:
        "The images are pooled: you summed over the batch too and got one loss a class, [classes]. Asked is one a class *and* image, [batch, classes].",
    },
  ],
  hints: [
    "Sum over the pixels: TP = Σpt, and with it FP = Σp − TP and FN = Σt − TP, all [batch, classes].",
    "The index is TP / (TP + α·FP + β·FN); the loss is 1 minus that.",
    "tf.sub(tf.sum(prediction, [1, 2]), hit) is FP; multiply it by falsePositiveWeight.",
  ],
  delegates: overlapFunctions,
};
