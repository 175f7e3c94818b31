import type { Data } from "../../data.js";
import type { Case, Exercise } from "../../exercise.js";
import {
  drawHardTargets,
  drawSoftTargets,
  hardLabels,
  lossOfEach,
  masksOf,
  overlapFunctions,
  plain,
  type Random,
  scalar,
  softLabels,
  sum,
  tensor,
  termSums,
  upTo,
  withExchanged,
  withinUnit,
  withoutOverlap,
} from "../support/index.js";

const sumsOf = termSums({
  lower: Math.min,
  upper: Math.max,
  both: (t, p) => t * p,
  sizes: (t, p) => t + p,
  apart: (t, p) => Math.abs(t - p),
});
type Sums = ReturnType<typeof sumsOf>["found"][number];

const each = lossOfEach(sumsOf);

const together = (own: readonly Sums[]): number =>
  1 - sum(own.map(({ lower }) => lower)) / sum(own.map(({ upper }) => upper));

/** Each pixel's quotient first, the mean after. */
function meanOfQuotients(target?: Data, prediction?: Data): Data {
  const t = masksOf(target);
  const p = masksOf(prediction);
  const values = t.images.flatMap((image) =>
    t.classes.map((k) => {
      const quotients = t.pixels.map((pixel) => {
        const [a, b] = [t.at(image, pixel, k), p.at(image, pixel, k)];
        return Math.min(a, b) / Math.max(a, b);
      });
      return 1 - sum(quotients) / quotients.length;
    }),
  );
  return tensor([t.images.length, t.classes.length], values);
}

/**
 * A soft mask met exactly and a hard one missed at every pixel. Of two classes, because a pixel that is 0
 * in both has a slope of its own in every way to write the minimum.
 */
function drawKinks(random: Random): readonly Case[] {
  const soft = softLabels(random, [2, 2, 3], 2);
  const { shape, values } = plain(hardLabels(random, [2, 2, 3], 2));
  const others = values.map((label) => 1 - label);
  return [
    { name: "drawn soft masks, met exactly", inputs: [soft, soft] },
    {
      name: "drawn masks, missed everywhere",
      inputs: [tensor(shape, values), tensor(shape, others)],
    },
  ];
}

const oneClass = (...values: number[]): Data => tensor([1, 2, 2, 1], values);

export const jaccardMetric: Exercise = {
  id: "jaccard-metric",
  lesson: "07-soft-targets",
  title: "Puzzle: an IoU for soft labels, without a loop",
  points: 3,
  answer: { kind: "function", name: "jaccardMetric" },
  inputNames: ["target", "prediction"],
  axes: ["batch", "classes"],
  visible: [
    { name: "perfect overlap of hard masks", inputs: [oneClass(1, 1, 0, 0), oneClass(1, 1, 0, 0)] },
    { name: "no overlap", inputs: [oneClass(1, 1, 0, 0), oneClass(0, 0, 1, 1)] },
    {
      name: "soft labels, met exactly",
      inputs: [oneClass(0.9, 0.3, 0.5, 0.1), oneClass(0.9, 0.3, 0.5, 0.1)],
    },
    {
      name: "soft labels, hardened",
      inputs: [oneClass(0.9, 0.3, 0.6, 0.1), oneClass(1, 0, 1, 0)],
    },
    {
      name: "two images, two classes",
      inputs: [
        tensor([2, 1, 3, 2], [0.8, 0.2, 0.1, 0.9, 1, 0, 0, 1, 0.6, 0.4, 0.3, 0.7]),
        tensor([2, 1, 3, 2], [0.5, 0.5, 0.2, 0.8, 0.7, 0.3, 0.4, 0.6, 0.9, 0.1, 0.25, 0.75]),
      ],
    },
  ],
  generate: (random) => [
    ...withExchanged(drawSoftTargets(random, 3)),
    ...drawHardTargets(random, 2, false),
    ...drawKinks(random),
  ],
  reference: each(({ lower, upper }) => 1 - lower / upper),
  gradientOf: 1,
  tolerance: { relative: 3e-3, absolute: 2e-4 },
  properties: [
    withinUnit,
    withoutOverlap(1),
    {
      name: "is 0 where the prediction equals the target, and only there",
      holds: ({ inputs: [target, prediction] }, value) => {
        const zero = plain(value).values.every((loss) => Math.abs(loss) < 1e-5);
        return zero === (JSON.stringify(target) === JSON.stringify(prediction));
      },
    },
  ],
  diagnoses: [
    {
      id: "classic-iou",
      wrong: each(({ both, sizes }) => 1 - both / (sizes - both)),
      message:
        "That is the classic soft IoU, with products: it charges a loss for meeting a soft label exactly. Look at the specification's min and max.",
    },
    {
      id: "product-over-maximum",
      wrong: each(({ both, upper }) => 1 - both / upper),
      message:
        "Your union is Σmax, but your intersection is still the product p·t, which is less than either of two soft values. What do both admit?",
    },
    {
      id: "minimum-over-classic-union",
      wrong: each(({ lower, both, sizes }) => 1 - lower / (sizes - both)),
      message:
        "Your intersection is Σmin, but your union is still that of the products, Σp + Σt − Σpt. Take off what you counted as shared, or use Σmax.",
    },
    {
      id: "sum-below",
      wrong: each(({ lower, sizes }) => 1 - lower / sizes),
      message:
        "You divided by Σp + Σt, where all that is shared counts twice: even perfect overlap costs ½. The union is Σmax.",
    },
    {
      id: "dice-instead",
      wrong: each(({ apart, sizes }) => apart / sizes),
      message:
        "You divided by Σp + Σt: that is the Dice semimetric loss, right for soft labels as well, but on hard masks it is Dice. The union is Σmax, and that is less.",
    },
    {
      id: "score-not-loss",
      wrong: each(({ lower, upper }) => lower / upper),
      message:
        "That is the score: 1 when all is well. minimize() would drive it to 0. A loss is 0 where both agree.",
    },
    {
      id: "mean-distance",
      wrong: (target, prediction) => {
        const t = masksOf(target);
        const { images, classes, found } = sumsOf(target, prediction);
        return tensor(
          [images, classes],
          found.map(({ apart }) => apart / t.pixels.length),
        );
      },
      message:
        "You divided the distance by the number of pixels. Then a small object in a large image can be missed for next to nothing. Divide by what the two cover together.",
    },
    {
      id: "mean-of-quotients",
      wrong: meanOfQuotients,
      message:
        "You divided pixel by pixel and averaged afterwards. Sum the smaller and the larger values over the pixels first, then divide once.",
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
    "tf.minimum and tf.maximum take two tensors and compare them pixel by pixel.",
    "Sum both over the pixel axes [1, 2]: the first is the intersection, the second the union.",
    "1 minus the quotient of the two sums. The same in other words: Σ|p − t| over Σmax.",
  ],
  delegates: overlapFunctions,
};
