import type { Data } from "../../data.js";
import type { Exercise } from "../../exercise.js";
import {
  at,
  between,
  integer,
  mean,
  plain,
  plainNumber,
  type Random,
  scalar,
  sum,
  tensor,
  upTo,
  withinUnit,
} from "../support/index.js";

interface Bin {
  readonly truths: readonly number[];
  readonly predictions: readonly number[];
  /** The share of all items that lie in it. */
  readonly weight: number;
  readonly middle: number;
}

type Place = (p: number, bins: number, q: number) => number;
const placeOf: Place = (p, bins) => Math.min(bins - 1, Math.floor(p * bins));

/** The bins that hold anything. */
function binsOf(
  [truth, prediction, count]: readonly (Data | undefined)[],
  place: Place,
): readonly Bin[] {
  const [q, p, bins] = [plain(truth).values, plain(prediction).values, plainNumber(count)];
  return upTo(bins).flatMap((bin) => {
    const members = upTo(p.length).filter((i) => place(at(p, i), bins, at(q, i)) === bin);
    if (members.length === 0) return [];
    return {
      truths: members.map((i) => at(q, i)),
      predictions: members.map((i) => at(p, i)),
      weight: members.length / p.length,
      middle: (bin + 0.5) / bins,
    };
  });
}

const over =
  (total: (bins: readonly Bin[], count: number) => number, place = placeOf) =>
  (truth?: Data, prediction?: Data, bins?: Data): Data =>
    scalar(total(binsOf([truth, prediction, bins], place), plainNumber(bins)));

const gap = ({ truths, predictions }: Bin): number => Math.abs(mean(truths) - mean(predictions));
const weighed = (of: (bin: Bin) => number, place = placeOf) =>
  over((bins) => sum(bins.map((bin) => bin.weight * of(bin))), place);

const vector = (values: readonly number[]): Data => tensor([values.length], values);

export const calibrationGapExercise: Exercise = {
  id: "calibration-gap",
  lesson: "09-capstone",
  title: "Do the probabilities mean what they say?",
  points: 3,
  answer: { kind: "function", name: "calibrationGap" },
  inputNames: ["truth", "prediction", "bins"],
  axes: [],
  visible: [
    {
      name: "too sure on both sides",
      inputs: [vector([0.2, 0.3, 0.7, 0.8]), vector([0.05, 0.1, 0.9, 0.97]), 2],
    },
    {
      name: "errors that cancel within a bin",
      inputs: [vector([0.5, 0.9]), vector([0.6, 0.8]), 2],
    },
    {
      name: "unequal bins, one of them empty",
      inputs: [vector([0.3, 0, 0.2, 0.9, 0.4]), vector([0.1, 0.15, 0.05, 0.7, 0.95]), 4],
    },
    { name: "a prediction of exactly 1", inputs: [vector([0.5, 0.1]), vector([1, 0.3]), 5] },
  ],
  generate: (random) => upTo(5).map((draw) => drawItems(random, draw)),
  reference: weighed(gap),
  tolerance: { relative: 2e-3, absolute: 1e-4 },
  properties: [
    withinUnit,
    {
      name: "is at most the mean distance of truth and prediction",
      holds: ({ inputs: [truth, prediction] }, value) => {
        const q = plain(truth).values;
        const distance = mean(plain(prediction).values.map((p, i) => Math.abs(p - at(q, i))));
        return at(plain(value).values, 0) <= distance + 1e-4;
      },
    },
  ],
  diagnoses: [
    {
      id: "bins-alike",
      wrong: over((bins) => mean(bins.map(gap))),
      message:
        "Every bin counts alike in your answer. A bin with one item then weighs as much as one with a thousand: weigh each by its share of the items.",
    },
    {
      id: "empty-bins-too",
      wrong: over((bins, count) => sum(bins.map(gap)) / count),
      message:
        "You took the plain mean over all bins, empty ones too. A bin with one item then weighs as much as one with a thousand: weigh each by its share of the items.",
    },
    {
      id: "empty-bin",
      wrong: over((bins, count) =>
        bins.length < count ? Number.NaN : sum(bins.map((bin) => bin.weight * gap(bin))),
      ),
      message:
        "NaN: a bin without items has no mean, 0/0. It weighs nothing: leave it out, or sum the differences and divide by all items at the end.",
    },
    {
      id: "last-bin-lost",
      wrong: weighed(gap, (p, bins) => Math.floor(p * bins)),
      message:
        "A prediction of exactly 1 falls out of your last bin: floor(1 · B) is B. Take the minimum with B − 1.",
    },
    {
      id: "binned-by-truth",
      wrong: weighed(gap, (_, bins, q) => placeOf(q, bins, q)),
      message:
        "You sorted the items by their truth. Calibration asks what is true where *this* was predicted: sort by the prediction.",
    },
    {
      id: "truth-rounded",
      wrong: weighed(({ truths, predictions }) =>
        Math.abs(mean(truths.map((q) => (q > 0.5 ? 1 : 0))) - mean(predictions)),
      ),
      message:
        "You rounded the true probabilities to yes or no first. Here the truth itself is known: average it as it is.",
    },
    {
      id: "signed",
      wrong: weighed(({ truths, predictions }) => mean(predictions) - mean(truths)),
      message:
        "Your gaps have signs, so a bin that is too sure makes up for one that is not sure enough. Take the absolute gap of each bin.",
    },
    {
      id: "item-by-item",
      wrong: weighed(({ truths, predictions }) =>
        mean(predictions.map((p, i) => Math.abs(p - at(truths, i)))),
      ),
      message:
        "You took absolute distances item by item. Calibration asks about a *bin*: average truth and prediction within it first, then compare.",
    },
    {
      id: "middle-of-the-bin",
      wrong: weighed(({ truths, middle }) => Math.abs(mean(truths) - middle)),
      message:
        "You compared with the middle of the bin. Compare with the mean of the predictions that lie in it.",
    },
    {
      id: "squared",
      wrong: weighed((bin) => gap(bin) ** 2),
      message: "Your gaps are squared. The expected calibration error takes them as they are.",
    },
  ],
  hints: [
    "Item i lies in bin min(bins − 1, floor(p · bins)). It is a metric, so plain numbers from dataSync() are allowed.",
    "A bin's weight times its gap is |Σ q − Σ p| over its members, divided by the number of all items: no means are needed, and an empty bin gives 0 by itself.",
    "For every bin sum the differences q − p of its members; then add up the absolute sums and divide by the number of items. tf.oneHot of the bin numbers and one matMul do it without a loop.",
  ],
  delegates: ["expectedCalibrationError", "reliability"],
};

/** Two bins off in opposite directions, members well inside their bins; one prediction is exactly 1, and one bin is empty. */
function drawItems(random: Random, draw: number) {
  const bins = integer(random, 4, 6);
  const members = [
    0,
    0,
    0,
    ...upTo(integer(random, 2, 5)).map(() => integer(random, 1, bins - 3)),
    bins - 1,
    bins - 1,
  ];
  const predictions = members.map((bin, i) =>
    i === members.length - 1 ? 1 : (bin + between(random, 0.1, 0.4)) / bins,
  );
  const truths = members.map((bin, i) => {
    const p = at(predictions, i);
    if (bin === bins - 1) return p - between(random, 0.3, 0.6);
    return bin === 0 && i > 0
      ? p + between(random, 0.1, 0.4)
      : Math.max(0, p - between(random, 0, 0.1));
  });
  return { name: `drawn items ${draw + 1}`, inputs: [vector(truths), vector(predictions), bins] };
}
