import type { Data } from "../../data.js";
import type { Exercise } from "../../exercise.js";
import {
  atPerfectOverlap,
  drawExtremes,
  drawHardTargets,
  drawSoftTargets,
  mean,
  type Overlap,
  overlapFunctions,
  overlaps,
  plain,
  plainNumber,
  scalar,
  sum,
  tensor,
  withExchanged,
  withinUnit,
} from "../support/index.js";

type Score = (overlap: Overlap, smooth: number) => number;

const jaccard: Score = ({ both, target, prediction }, smooth) =>
  (both + smooth) / (target + prediction - both + smooth);

const lossOf =
  (score: Score) =>
  (target?: Data, prediction?: Data, smooth?: Data): Data =>
    scalar(
      1 -
        mean(overlaps(target, prediction).found.map((found) => score(found, plainNumber(smooth)))),
    );

/** One quotient for all images and classes. */
function pooled(target?: Data, prediction?: Data, smoothData?: Data): Data {
  const { found } = overlaps(target, prediction);
  const smooth = plainNumber(smoothData);
  const both = sum(found.map((overlap) => overlap.both));
  const area = sum(found.map((overlap) => overlap.target + overlap.prediction));
  return scalar(1 - (both + smooth) / (area - both + smooth));
}

/** Smooth added to every pixel before the sum: it weighs as many times as there are pixels. */
const everyPixel =
  (score: Score) =>
  (target?: Data, prediction?: Data, smooth?: Data): Data => {
    const { shape } = plain(target);
    const pixels = (shape[1] ?? 1) * (shape[2] ?? 1);
    return lossOf(score)(target, prediction, plainNumber(smooth) * pixels);
  };

/** The union keeps its size: smoothed nowhere, or by an intersection that brought smooth along and lost it again. */
const smoothedAbove: Score = ({ both, target, prediction }, smooth) =>
  (both + smooth) / (target + prediction - both);

const twoClasses = (values: readonly number[]): Data => tensor([1, 1, 4, 2], values);
const clear = twoClasses([1, 0, 1, 0, 0, 1, 0, 1]);
const unsure = twoClasses([0.75, 0.25, 0.5, 0.5, 0.25, 0.75, 0.25, 0.75]);
const onlyFirst = twoClasses([1, 0, 1, 0, 1, 0, 1, 0]);

export const softIouLossExercise: Exercise = {
  id: "soft-iou-loss",
  lesson: "04-soft-iou",
  title: "A loss that survives an empty class",
  points: 3,
  answer: { kind: "function", name: "smoothedIouLoss" },
  inputNames: ["target", "prediction", "smooth"],
  axes: [],
  visible: [
    { name: "perfect overlap, smooth 1", inputs: [clear, clear, 1] },
    { name: "unsure, smooth 1", inputs: [clear, unsure, 1] },
    { name: "class 1 absent from both, smooth 0.5", inputs: [onlyFirst, onlyFirst, 0.5] },
    {
      name: "class 1 absent, a little predicted, smooth 1",
      inputs: [onlyFirst, twoClasses([0.9, 0.1, 0.8, 0.2, 1, 0, 0.95, 0.05]), 1],
    },
  ],
  generate: (random) => {
    const smooths = [1, 0.5, 1e-3];
    const cases = [
      ...drawHardTargets(random, 3, false),
      ...drawHardTargets(random, 3, true),
      ...withExchanged(drawSoftTargets(random, 1)),
      ...drawExtremes(random),
    ];
    return cases.map(({ name, inputs }, i) => {
      const smooth = smooths[i % smooths.length] ?? 1;
      return { name: `${name}, smooth ${smooth}`, inputs: [...inputs, smooth] };
    });
  },
  reference: lossOf(jaccard),
  gradientOf: 1,
  tolerance: { relative: 3e-3, absolute: 2e-4 },
  properties: [withinUnit, atPerfectOverlap(0)],
  diagnoses: [
    {
      id: "score-not-loss",
      wrong: (target, prediction, smooth) =>
        scalar(
          mean(
            overlaps(target, prediction).found.map((found) => jaccard(found, plainNumber(smooth))),
          ),
        ),
      message:
        "That is the score: 1 when all is well. minimize() would drive it to 0. A loss is 0 at perfect overlap.",
    },
    {
      id: "smooth-below-only",
      wrong: lossOf(
        ({ both, target, prediction }, smooth) => both / (target + prediction - both + smooth),
      ),
      message:
        "You smooth only the denominator. Look at the class that is absent and not predicted: nothing is wrong there, and you charge a full loss of 1 for it.",
    },
    {
      id: "smoothed-dice",
      wrong: lossOf(
        ({ both, target, prediction }, smooth) =>
          (2 * both + smooth) / (target + prediction + smooth),
      ),
      message:
        "You got the smoothed Dice loss. Numerator once, not twice; and the denominator should be the union.",
    },
    {
      id: "half-dice",
      wrong: lossOf(
        ({ both, target, prediction }, smooth) => (both + smooth) / (target + prediction + smooth),
      ),
      message:
        "Your denominator is Σ(p + t), the thread's: Dice/2 again. Even perfect overlap costs you. Is that the union?",
    },
    {
      id: "pooled",
      wrong: pooled,
      message:
        "You made one quotient of all images and classes together. The large class then drowns the small ones. One quotient a class and image first, the mean over them last.",
    },
    {
      id: "smooth-every-pixel",
      wrong: everyPixel(jaccard),
      message:
        "smooth went in before the sum over the pixels, so it counts once a pixel and grows with the image. Add it once, after the sums.",
    },
    {
      id: "smooth-every-pixel-above",
      wrong: everyPixel(smoothedAbove),
      message:
        "smooth went into the intersection before its sum, so it counts once a pixel, and the union did not get it: perfect overlap scores above 1. Take the plain sums, then add smooth once to the intersection and once to the union.",
    },
    {
      id: "smooth-above-only",
      wrong: lossOf(smoothedAbove),
      message:
        "smooth is in the numerator only, so perfect overlap scores above 1. If you added it to the union too, look at what you took off there: a union made with the smoothed intersection loses it again. Make both from the plain sums, and smooth last.",
    },
    {
      id: "no-smooth",
      wrong: lossOf((overlap) => jaccard(overlap, 0)),
      message:
        "smooth is not used. Where a class is in neither mask this is 0/0, and the NaN takes the whole mean with it.",
    },
  ],
  hints: [
    "Start from your softIou: intersection and union, [batch, classes]. Add smooth to both.",
    "tf.add(both, smooth) over tf.add(union, smooth), still [batch, classes]; then tf.mean of all, then 1 minus that.",
    "return tf.sub(1, tf.mean(tf.div(tf.add(both, smooth), tf.add(union, smooth)))) with both and union as before.",
  ],
  delegates: overlapFunctions,
};
