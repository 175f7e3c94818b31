import type { Data } from "../../data.js";
import type { Case, Exercise } from "../../exercise.js";
import {
  atPerfectOverlap,
  drawExtremes,
  integer,
  mean,
  type Overlap,
  oneHotRow,
  overlapFunctions,
  overlaps,
  type Random,
  scalar,
  sum,
  tensor,
  upTo,
  withinUnit,
  withoutOverlap,
} from "../support/index.js";

const union = ({ both, target, prediction }: Overlap) => target + prediction - both;
const occurs = (overlap: Overlap) => union(overlap) > 0;
const jaccard = (overlap: Overlap) => overlap.both / union(overlap);

function meanIou(target?: Data, prediction?: Data): Data {
  return scalar(mean(overlaps(target, prediction).found.filter(occurs).map(jaccard)));
}

const withAbsentAs =
  (absent: number) =>
  (target?: Data, prediction?: Data): Data =>
    scalar(
      mean(
        overlaps(target, prediction).found.map((found) =>
          occurs(found) ? jaccard(found) : absent,
        ),
      ),
    );

/** Mean of each image's own mean: an image with one class weighs as much as one with four. */
function meanOfMeans(target?: Data, prediction?: Data): Data {
  const { images, found } = overlaps(target, prediction);
  const own = upTo(images).map((image) =>
    mean(found.filter((overlap) => overlap.image === image && occurs(overlap)).map(jaccard)),
  );
  return scalar(mean(own));
}

function pooled(target?: Data, prediction?: Data): Data {
  const { classes, found } = overlaps(target, prediction);
  const scores = upTo(classes).map((k) => {
    const own = found.filter((overlap) => overlap.k === k);
    return { both: sum(own.map((o) => o.both)), union: sum(own.map(union)) };
  });
  return scalar(mean(scores.filter((s) => s.union > 0).map((s) => s.both / s.union)));
}

function onlyInTarget(target?: Data, prediction?: Data): Data {
  const present = overlaps(target, prediction).found.filter((overlap) => overlap.target > 0);
  return scalar(mean(present.map(jaccard)));
}

const strip = (images: number, indices: readonly number[]): Data =>
  tensor(
    [images, 1, indices.length / images, 3],
    indices.flatMap((index) => upTo(3).map((k) => (k === index ? 1 : 0))),
  );

export const meanIouExercise: Exercise = {
  id: "mean-iou",
  lesson: "04-soft-iou",
  title: "The number you report",
  points: 2,
  answer: { kind: "function", name: "meanIou" },
  inputNames: ["target", "prediction"],
  axes: [],
  visible: [
    {
      name: "all three classes, all right",
      inputs: [strip(1, [0, 1, 2, 2]), strip(1, [0, 1, 2, 2])],
    },
    { name: "class 2 occurs nowhere", inputs: [strip(1, [0, 0, 1, 1]), strip(1, [0, 1, 1, 1])] },
    {
      name: "class 2 predicted, but not there",
      inputs: [strip(1, [0, 0, 1, 1]), strip(1, [0, 0, 1, 2])],
    },
    {
      name: "two images with different classes",
      inputs: [strip(2, [0, 0, 0, 0, 0, 1, 2, 2]), strip(2, [0, 0, 0, 0, 0, 1, 1, 2])],
    },
  ],
  generate: (random) => [
    ...upTo(6).map((draw) => drawUnevenImages(random, draw)),
    ...drawExtremes(random),
  ],
  reference: meanIou,
  tolerance: { relative: 1e-4, absolute: 1e-5 },
  properties: [withinUnit, atPerfectOverlap(1), withoutOverlap(0)],
  diagnoses: [
    {
      id: "not-a-number",
      wrong: withAbsentAs(Number.NaN),
      message:
        "NaN: a class that occurs in neither mask has an empty union, and 0/0 spoils the whole mean. Multiplying by 0 afterwards does not help, since 0 · NaN is NaN: the division itself has to know which pairs have anything to be scored on.",
    },
    {
      id: "absent-is-zero",
      wrong: withAbsentAs(0),
      message:
        "A class that occurs nowhere counts as 0 in your mean: the score falls although nothing was missed. Leave such pairs out of the sum *and* out of the count.",
    },
    {
      id: "absent-is-one",
      wrong: withAbsentAs(1),
      message:
        "A class that occurs nowhere counts as a perfect 1 in your mean: with a thousand classes any model would look perfect. Leave such pairs out of the sum and of the count.",
    },
    {
      id: "only-in-target",
      wrong: onlyInTarget,
      message:
        "You leave out every class that is absent from the target, so a class predicted where there is none goes unpunished. Its union is not empty: it has a score, and the score is 0.",
    },
    {
      id: "mean-of-means",
      wrong: meanOfMeans,
      message:
        "You averaged each image first and then the images. That is a convention too, but here every (image, class) pair that occurs weighs the same.",
    },
    {
      id: "pooled-over-batch",
      wrong: pooled,
      message:
        "You pooled the images before dividing: one score a class for the whole batch. Asked are the scores of each image, and then the mean.",
    },
  ],
  hints: [
    "Make union and intersection as before, [batch, classes], and a mask of the pairs whose union is above 0.",
    "This is a metric: no gradient is needed, so tf.greater, tf.divNoNan and even arraySync() are all allowed.",
    "Sum tf.divNoNan(both, union) and divide by how many unions are above 0: tf.sum(tf.cast(tf.greater(union, 0), 'float32')).",
  ],
  delegates: overlapFunctions,
};

/**
 * Two or three images with unequal numbers of classes: one shows class 0 alone and the others all
 * but the last, which only every other prediction shows. So each convention gives its own number.
 */
function drawUnevenImages(random: Random, draw: number): Case {
  const images = integer(random, 2, 3);
  const [height, width, classes] = [
    integer(random, 2, 4),
    integer(random, 4, 6),
    integer(random, 3, 5),
  ];
  const area = height * width;
  const target: number[] = [];
  const prediction: number[] = [];
  for (const image of upTo(images)) {
    const shown = image === 0 ? 1 : classes - 1;
    // Every class shown has a pixel of its own.
    const own = upTo(area).map((pixel) => (pixel < shown ? pixel : integer(random, 0, shown - 1)));
    const guessed = own.map((k) => (random() < 0.3 ? integer(random, 0, shown - 1) : k));
    if (draw % 2 === 1) guessed[area - 1] = classes - 1;
    target.push(...own);
    prediction.push(...guessed);
  }
  const oneHot = (indices: readonly number[]) =>
    tensor(
      [images, height, width, classes],
      indices.flatMap((index) => oneHotRow(index, classes)),
    );
  return { name: `drawn images ${draw + 1}`, inputs: [oneHot(target), oneHot(prediction)] };
}
