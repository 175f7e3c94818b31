import type { Data } from "../../data.js";
import type { Exercise } from "../../exercise.js";
import {
  drawExtremes,
  drawHardTargets,
  drawSoftTargets,
  lossOfEach,
  overlapFunctions,
  plain,
  scalar,
  sum,
  tensor,
  termSums,
  upTo,
  withExchanged,
  withinUnit,
  withoutOverlap,
} from "../support/index.js";

const sumsOf = termSums({
  both: (t, p) => t * p,
  targetSquares: (t) => t * t,
  predictionSquares: (_, p) => p * p,
  target: (t) => t,
  prediction: (_, p) => p,
});
type Sums = ReturnType<typeof sumsOf>["found"][number];

const each = lossOfEach(sumsOf);

const score = ({ both, targetSquares, predictionSquares }: Omit<Sums, "k">): number =>
  (2 * both) / (targetSquares + predictionSquares);

function together(own: readonly Sums[]): number {
  const both = sum(own.map((sums) => sums.both));
  const squares = sum(own.map((sums) => sums.targetSquares + sums.predictionSquares));
  return 1 - (2 * both) / squares;
}

const oneClass = (values: readonly number[]): Data => tensor([1, 2, 2, 1], values);

export const squaredDice: Exercise = {
  id: "squared-dice",
  lesson: "05-soft-dice",
  title: "Puzzle: Dice with squared denominators, without a loop",
  points: 3,
  answer: { kind: "function", name: "squaredDiceLoss" },
  inputNames: ["target", "prediction"],
  axes: ["batch", "classes"],
  visible: [
    { name: "perfect overlap", inputs: [oneClass([1, 1, 0, 0]), oneClass([1, 1, 0, 0])] },
    { name: "no overlap", inputs: [oneClass([1, 1, 0, 0]), oneClass([0, 0, 1, 1])] },
    {
      name: "half sure everywhere",
      inputs: [oneClass([1, 1, 0, 0]), oneClass([0.5, 0.5, 0.5, 0.5])],
    },
    {
      name: "soft target, met exactly",
      inputs: [oneClass([0.9, 0.3, 0.5, 0]), oneClass([0.9, 0.3, 0.5, 0])],
    },
    {
      name: "two images, two classes, soft targets",
      inputs: [
        tensor([2, 1, 3, 2], [0.8, 0.2, 0.1, 0.9, 1, 0, 0, 1, 0.6, 0.4, 0.3, 0.7]),
        tensor([2, 1, 3, 2], [0.5, 0.5, 0.2, 0.8, 0.7, 0.3, 0.4, 0.6, 0.9, 0.1, 0.25, 0.75]),
      ],
    },
  ],
  generate: (random) => [
    ...drawHardTargets(random, 3, false),
    ...withExchanged(drawSoftTargets(random, 2)),
    ...drawExtremes(random),
  ],
  reference: each((sums) => 1 - score(sums)),
  gradientOf: 1,
  tolerance: { relative: 3e-3, absolute: 2e-4 },
  properties: [
    withinUnit,
    withoutOverlap(1),
    {
      name: "is 0 where the prediction equals the target",
      holds: ({ inputs: [target, prediction] }, value) =>
        JSON.stringify(target) !== JSON.stringify(prediction) ||
        plain(value).values.every((loss) => Math.abs(loss) < 1e-5),
    },
  ],
  diagnoses: [
    {
      id: "plain-denominators",
      wrong: each(({ both, target, prediction }) => 1 - (2 * both) / (target + prediction)),
      message:
        "That is the other form, Σp + Σt. On hard masks nobody could tell; on a soft target that is met exactly you charge a loss. Square each value before the sum.",
    },
    {
      id: "square-of-sums",
      wrong: each(
        ({ both, target, prediction }) => 1 - (2 * both) / (target ** 2 + prediction ** 2),
      ),
      message:
        "You squared the sums, (Σp)². Asked is the sum of the squares, Σp²: square first, then sum.",
    },
    {
      id: "only-prediction-squared",
      wrong: each(
        ({ both, target, predictionSquares }) => 1 - (2 * both) / (target + predictionSquares),
      ),
      message:
        "You squared p but not t. For a hard target that is the same, since 1² = 1; for a soft one it is not.",
    },
    {
      id: "square-of-p-plus-t",
      wrong: each(
        ({ both, targetSquares, predictionSquares }) =>
          1 - (2 * both) / (targetSquares + predictionSquares + 2 * both),
      ),
      message:
        "You squared p + t. That has 2pt in it as well, so even perfect overlap costs ½. Square each, then add.",
    },
    {
      id: "iou-of-squares",
      wrong: each(
        ({ both, targetSquares, predictionSquares }) =>
          1 - both / (targetSquares + predictionSquares - both),
      ),
      message:
        "You took the shared part off below and counted it once above: that is an IoU with squares. Dice counts it twice above and leaves both sums below whole.",
    },
    {
      id: "half",
      wrong: each((sums) => 1 - score(sums) / 2),
      message:
        "Perfect overlap costs you ½: the 2 in the numerator is missing. What is shared stands in both sums below the bar.",
    },
    {
      id: "score-not-loss",
      wrong: each(score),
      message:
        "That is the score: 1 when all is well. minimize() would drive it to 0. A loss is 0 at perfect overlap.",
    },
    {
      id: "pooled-over-batch",
      wrong: (target, prediction) => {
        const { classes, found } = sumsOf(target, prediction);
        return tensor(
          [classes],
          upTo(classes).map((k) => together(found.filter((sums) => sums.k === k))),
        );
      },
      message:
        "The images are pooled: you summed over the batch too and got one loss a class, [classes]. Asked is one a class *and* image, [batch, classes].",
    },
    {
      id: "one-number",
      wrong: (target, prediction) => scalar(together(sumsOf(target, prediction).found)),
      message:
        "You summed over everything and got one number. Which axes must survive, so that each class of each image has its own loss, [batch, classes]?",
    },
  ],
  hints: [
    "Three sums over the pixel axes: of target · prediction, of target², of prediction².",
    "tf.square(x) squares each value; tf.sum(tf.square(x), [1, 2]) leaves [batch, classes].",
    "1 minus twice the first sum over the other two together.",
  ],
  delegates: overlapFunctions,
};
