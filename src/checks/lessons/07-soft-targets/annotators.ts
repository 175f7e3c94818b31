import type { Data } from "../../data.js";
import type { Case, Exercise } from "../../exercise.js";
import {
  between,
  integer,
  mean,
  overlapFunctions,
  plain,
  type Random,
  rowsOf,
  scalar,
  sum,
  tensor,
  upTo,
  withinUnit,
} from "../support/index.js";

type Pixels = readonly number[];

/** 1 − Σmin / Σmax of any number of pixels. */
const distance = (t: Pixels, p: Pixels): number =>
  1 -
  sum(t.map((label, i) => Math.min(label, p[i] ?? 0))) /
    sum(t.map((label, i) => Math.max(label, p[i] ?? 0)));

const meanLabel = (masks: readonly Pixels[]): Pixels =>
  (masks[0] ?? []).map((_, i) => mean(masks.map((mask) => mask[i] ?? 0)));

const of =
  (loss: (masks: readonly Pixels[], p: Pixels) => number) =>
  (masks?: Data, prediction?: Data): Data =>
    scalar(loss(rowsOf(masks).rows, plain(prediction).values));

const each = (masks: readonly Pixels[], p: Pixels): readonly number[] =>
  masks.map((mask) => distance(mask, p));

const matrix = (...rows: number[][]): Data =>
  tensor([rows.length, rows[0]?.length ?? 0], rows.flat());
const pixels = (...values: number[]): Data => tensor([values.length], values);

function drawMasks(random: Random): Case["inputs"] {
  const annotators = integer(random, 2, 5);
  const count = integer(random, 4, 8);
  // The first draws large and the second small, so that pooling them shows.
  const masks = upTo(annotators).map((annotator) =>
    upTo(count).map((i) =>
      annotator === 0 || i === 0 ? 1 : annotator === 1 ? 0 : integer(random, 0, 1),
    ),
  );
  return [matrix(...masks), pixels(...upTo(count).map(() => between(random, 0.1, 0.9)))];
}

export const annotatorsExercise: Exercise = {
  id: "mean-loss",
  lesson: "07-soft-targets",
  title: "The mean loss over annotators",
  points: 2,
  answer: { kind: "function", name: "meanLoss" },
  inputNames: ["masks", "prediction"],
  axes: [],
  visible: [
    { name: "all annotators agree", inputs: [matrix([1, 1, 0], [1, 1, 0]), pixels(0.9, 0.8, 0.1)] },
    {
      name: "two, who share one pixel",
      inputs: [matrix([1, 1, 0], [1, 0, 0]), pixels(0.9, 0.5, 0.1)],
    },
    {
      name: "the prediction is near one of the masks",
      inputs: [matrix([1, 1, 1, 0], [1, 0, 0, 0], [1, 1, 0, 0]), pixels(1, 1, 0, 0)],
    },
    {
      name: "one draws large, three draw small",
      inputs: [
        matrix([1, 1, 1, 1, 1], [1, 0, 0, 0, 0], [1, 1, 0, 0, 0], [0, 1, 0, 0, 0]),
        pixels(0.8, 0.6, 0.3, 0.2, 0.25),
      ],
    },
  ],
  generate: (random) =>
    upTo(6).map((draw) => ({ name: `drawn annotators ${draw + 1}`, inputs: drawMasks(random) })),
  reference: of((masks, p) => mean(each(masks, p))),
  gradientOf: 1,
  tolerance: { relative: 2e-3, absolute: 1e-4 },
  properties: [
    withinUnit,
    {
      name: "lies between the losses against the nearest and the farthest annotator",
      holds: ({ inputs: [masks, prediction] }, value) => {
        const losses = each(rowsOf(masks).rows, plain(prediction).values);
        const [low, high] = [Math.min(...losses) - 1e-4, Math.max(...losses) + 1e-4];
        return plain(value).values.every((loss) => loss >= low && loss <= high);
      },
    },
  ],
  diagnoses: [
    {
      id: "loss-of-mean-label",
      wrong: of((masks, p) => distance(meanLabel(masks), p)),
      message:
        "You averaged the masks and took one loss. For cross-entropy that would be the same; this loss has a quotient in it, and it is not. One loss for each annotator first, the mean last.",
    },
    {
      id: "pooled-annotators",
      wrong: of((masks, p) =>
        distance(
          masks.flat(),
          masks.flatMap(() => p),
        ),
      ),
      message:
        "You summed minima and maxima over the annotators too and divided once: whoever draws large weighs more. One quotient for each annotator.",
    },
    {
      id: "loss-of-majority",
      wrong: of((masks, p) =>
        distance(
          meanLabel(masks).map((share) => (share > 0.5 ? 1 : 0)),
          p,
        ),
      ),
      message: "You took the majority vote for the label. Each annotator's own mask has a say.",
    },
    {
      id: "sum-of-losses",
      wrong: of((masks, p) => sum(each(masks, p))),
      message:
        "You summed over the annotators: ask one more person, and the loss grows. Take the mean.",
    },
    {
      id: "score-not-loss",
      wrong: of((masks, p) => 1 - mean(each(masks, p))),
      message:
        "That is the score: 1 when all is well. minimize() would drive it to 0. A loss is 0 where both agree.",
    },
    {
      id: "dice-instead",
      wrong: of((masks, p) =>
        mean(
          masks.map((mask) => {
            const d = distance(mask, p);
            return d / (2 - d);
          }),
        ),
      ),
      message:
        "You divided by Σp + Σt: that is the Dice semimetric loss. Asked is the Jaccard metric loss, over Σmax.",
    },
    {
      id: "best-annotator",
      wrong: of((masks, p) => Math.min(...each(masks, p))),
      message:
        "You kept the loss against the nearest annotator alone. That is a loss for models that may answer several times; asked is the mean.",
    },
  ],
  hints: [
    "Give the prediction a row for each annotator, so that both have the shape [annotators, pixels]: tf.mul(tf.onesLike(masks), prediction).",
    "tf.minimum and tf.maximum of the two, each summed over the last axis only: one intersection and one union for each annotator, [annotators].",
    "Divide, take 1 minus the quotient, and tf.mean at the very end.",
  ],
  delegates: overlapFunctions,
};
