import type { Data } from "../../data.js";
import type { Exercise } from "../../exercise.js";
import {
  atPerfectOverlap,
  drawExtremes,
  drawHardTargets,
  drawSoftTargets,
  lossOfEach,
  masksOf,
  type Overlap,
  overlapFunctions,
  overlaps,
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

const each =
  (score: (overlap: Overlap) => number) =>
  (target?: Data, prediction?: Data): Data => {
    const { images, classes, found } = overlaps(target, prediction);
    return tensor([images, classes], found.map(score));
  };

const jaccard = ({ both, target, prediction }: Overlap) => both / (target + prediction - both);

/** The thread's own axes, (2, 3): height and width there, width and classes here. */
function overWidthAndClasses(target?: Data, prediction?: Data): Data {
  const [images = 0, height = 0, width = 0] = plain(target).shape;
  const t = masksOf(target);
  const p = masksOf(prediction);
  const values = upTo(images).flatMap((image) =>
    upTo(height).map((row) => {
      const pairs = upTo(width).flatMap((column) =>
        t.classes.map((k) => {
          const pixel = row * width + column;
          return [t.at(image, pixel, k), p.at(image, pixel, k)] as const;
        }),
      );
      const both = sum(pairs.map(([a, b]) => a * b));
      const area = sum(pairs.map(([a, b]) => a + b));
      return both / (area - both);
    }),
  );
  return tensor([images, height], values);
}

/** One quotient of everything that is pooled. */
function quotient(own: readonly Overlap[]): number {
  const both = sum(own.map((overlap) => overlap.both));
  return both / (sum(own.map((overlap) => overlap.target + overlap.prediction)) - both);
}

/** Pools what is not named: the classes of each image, `[batch]`, or the images of each class, `[classes]`. */
const pooledIn =
  (kept: "image" | "k") =>
  (target?: Data, prediction?: Data): Data => {
    const { images, classes, found } = overlaps(target, prediction);
    const scores = upTo(kept === "k" ? classes : images).map((index) =>
      quotient(found.filter((overlap) => overlap[kept] === index)),
    );
    return tensor([scores.length], scores);
  };

/** Scores of the smaller and the larger of both values, pixel by pixel. */
const byExtremes = lossOfEach(
  termSums({ smaller: Math.min, larger: Math.max, both: (t, p) => t * p }),
);

const overEverything = (target?: Data, prediction?: Data): Data =>
  scalar(quotient(overlaps(target, prediction).found));

/** The pixel-wise quotient first, the mean after: [batch, classes]. */
function meanOfQuotients(target?: Data, prediction?: Data): Data {
  const t = masksOf(target);
  const p = masksOf(prediction);
  const values = t.images.flatMap((image) =>
    t.classes.map((k) => {
      const quotients = t.pixels.map((pixel) => {
        const [a, b] = [t.at(image, pixel, k), p.at(image, pixel, k)];
        return (a * b) / (a + b - a * b);
      });
      return sum(quotients) / quotients.length;
    }),
  );
  return tensor([t.images.length, t.classes.length], values);
}

const oneClass = (values: readonly number[]): Data => tensor([1, 2, 2, 1], values);

export const softIouExercise: Exercise = {
  id: "soft-iou",
  lesson: "04-soft-iou",
  title: "Puzzle: the soft IoU, without a loop",
  points: 3,
  answer: { kind: "function", name: "softIou" },
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
      name: "a soft target",
      inputs: [oneClass([0.8, 0.6, 0.2, 0]), oneClass([0.9, 0.5, 0.4, 0.1])],
    },
    {
      name: "two images, three classes, unequal sides",
      inputs: [
        tensor(
          [2, 1, 4, 3],
          [1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 1, 0, 1, 0, 0, 1, 0, 1, 0, 0],
        ),
        tensor(
          [2, 1, 4, 3],
          [
            0.7, 0.2, 0.1, 0.5, 0.25, 0.25, 0.1, 0.8, 0.1, 0.3, 0.3, 0.4, 0.2, 0.2, 0.6, 0.1, 0.6,
            0.3, 0.25, 0.25, 0.5, 0.9, 0.05, 0.05,
          ],
        ),
      ],
    },
  ],
  generate: (random) => [
    ...drawHardTargets(random, 4, false),
    ...withExchanged(drawSoftTargets(random, 2)),
    ...drawExtremes(random),
  ],
  reference: each(jaccard),
  gradientOf: 1,
  tolerance: { relative: 3e-3, absolute: 2e-4 },
  properties: [withinUnit, atPerfectOverlap(1), withoutOverlap(0)],
  diagnoses: [
    {
      id: "half-dice",
      wrong: each(({ both, target, prediction }) => both / (target + prediction)),
      message:
        "You got Dice/2: your denominator is Σ(p + t). Is that the union? Perfect overlap gives you ½: every shared pixel is counted twice.",
    },
    {
      id: "dice",
      wrong: each(({ both, target, prediction }) => (2 * both) / (target + prediction)),
      message:
        "You got Dice, a good score under another name: it is 1 at perfect overlap, but everywhere between it is larger than the IoU. What do both masks cover together?",
    },
    {
      id: "axes-of-the-thread",
      wrong: overWidthAndClasses,
      message:
        "You summed over axes 2 and 3. Those are height and width in the thread's layout [batch, classes, height, width]. TensorFlow.js keeps the classes last: [batch, height, width, classes]. Which axes hold the pixels here?",
    },
    {
      id: "pooled-over-batch",
      wrong: pooledIn("k"),
      message:
        "The images are pooled: you summed over the batch too and got one score a class, [classes]. Asked is one a class *and* image, [batch, classes].",
    },
    {
      id: "over-classes-too",
      wrong: pooledIn("image"),
      message:
        "You summed over axes 1, 2 and 3 and got one score an image, [batch]. Axis 3 holds the classes, and each is to have its own score: [batch, classes].",
    },
    {
      id: "min-and-max",
      wrong: byExtremes(({ smaller, larger }) => smaller / larger),
      message:
        "You took min(p, t) as intersection and max(p, t) as union. On hard masks that is the same, between them it is another score, with kinks (lesson 7 has a use for it). The loop multiplies: p · t, and p + t − p · t.",
    },
    {
      id: "maximum-as-union",
      wrong: byExtremes(({ both, larger }) => both / larger),
      message:
        "Your union is max(p, t). On hard masks that is p + t − p · t, between them it is not, and it has a kink where p = t. Follow the loop.",
    },
    {
      id: "one-number",
      wrong: overEverything,
      message:
        "You summed over everything and got one number. Which axes must survive, so that each class of each image has its own score, [batch, classes]?",
    },
    {
      id: "mean-of-quotients",
      wrong: meanOfQuotients,
      message:
        "You divided pixel by pixel and averaged afterwards; where both masks are 0 that is 0/0. Sum the intersection and the union over the pixels first, then divide once.",
    },
  ],
  hints: [
    "Three sums over the pixel axes are enough: of target · prediction, of target, of prediction.",
    "Pixels live on axes [1, 2]; tf.sum(x, [1, 2]) leaves [batch, classes]. The union counts what is shared once, not twice.",
    "const both = tf.sum(tf.mul(target, prediction), [1, 2]); const area = tf.sum(tf.add(target, prediction), [1, 2]); the union is area minus … ?",
  ],
  delegates: overlapFunctions,
};
