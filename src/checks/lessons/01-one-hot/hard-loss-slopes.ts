import type { Data } from "../../data.js";
import type { Case, Exercise } from "../../exercise.js";
import {
  argMax,
  at,
  between,
  integer,
  integers,
  mean,
  plain,
  plainNumber,
  type Random,
  rowsOf,
  scalar,
  tensor,
  upTo,
} from "../support/index.js";

type Loss = (labels: readonly number[], scores: readonly (readonly number[])[]) => number;

/** 1 minus the share of pixels whose largest logit sits at the label. */
const hardLoss: Loss = (labels, scores) =>
  1 - mean(scores.map((row, pixel) => (argMax(row) === at(labels, pixel) ? 1 : 0)));

/** Of the loss at +step and −step of one logit, all others kept: a quotient. */
type Quotient = (up: number, down: number, here: number, epsilon: number) => number;

function slopes(
  labels: Data | undefined,
  logitsData: Data | undefined,
  epsilonData: Data | undefined,
  quotient: Quotient,
): Data {
  const { values } = plain(labels);
  const { rows, outer, classes } = rowsOf(logitsData);
  const epsilon = plainNumber(epsilonData);
  const moved = (pixel: number, k: number, by: number) =>
    hardLoss(
      values,
      rows.map((row, i) => row.map((z, j) => (i === pixel && j === k ? z + by : z))),
    );
  const found = rows.flatMap((row, pixel) =>
    row.map((_, k) =>
      quotient(moved(pixel, k, epsilon), moved(pixel, k, -epsilon), moved(pixel, k, 0), epsilon),
    ),
  );
  return tensor([...outer, classes], found);
}

const central: Quotient = (up, down, _here, epsilon) => (up - down) / (2 * epsilon);

export const hardLossSlopes: Exercise = {
  id: "hard-loss-slopes",
  lesson: "01-one-hot",
  title: "Measure the slope yourself",
  points: 2,
  answer: { kind: "function", name: "hardLossSlopes" },
  inputNames: ["labels", "logits", "epsilon"],
  axes: ["pixels", "classes"],
  visible: [
    {
      name: "far from any tie: flat",
      inputs: [integers([2], [0, 1]), tensor([2, 3], [2, 0.5, -1, 1.5, -0.5, 0.25]), 0.01],
    },
    {
      name: "the right class is just ahead",
      inputs: [integers([2], [0, 2]), tensor([2, 3], [1, 0.9, -1, 0.3, -0.8, 2]), 0.25],
    },
    {
      name: "the right class is just behind",
      inputs: [integers([1], [1]), tensor([1, 2], [0.5, 0.375]), 0.25],
    },
  ],
  generate: (random) =>
    [0.02, 0.1, 0.25, 0.75].map((epsilon, draw) => drawNearTies(random, epsilon, draw)),
  reference: (labels, scores, epsilon) => slopes(labels, scores, epsilon, central),
  // The two losses differ by 1/pixels or not at all; float32 blurs them by 1e-7, divided by 2ε.
  tolerance: { relative: 1e-4, absolute: 1e-4 },
  properties: [
    {
      name: "is a whole number of pixels' jumps, each 1 / (2ε · pixels)",
      holds: ({ inputs: [labels, , epsilon] }, value) => {
        const jump = 1 / (2 * plainNumber(epsilon) * plain(labels).values.length);
        return plain(value).values.every(
          (slope) => Math.abs(slope / jump - Math.round(slope / jump)) < 1e-3,
        );
      },
    },
  ],
  diagnoses: [
    {
      id: "all-zero",
      wrong: (labels, scores, epsilon) => slopes(labels, scores, epsilon, () => 0),
      message:
        "All zeros, and near a tie the loss does move. Two ways lead to them: the tape says zero; or all logits of a pixel moved together, and argMax, which only compares them, saw no change. Move one logit alone, up by epsilon and down by epsilon, and look at the loss itself.",
    },
    {
      id: "all-at-once",
      wrong: () => scalar(0),
      message:
        "You moved all logits at once and got one number. argMax only compares the logits of a pixel, so a common step changes nothing, and that number is always 0. Move one logit of one pixel, keep all others, and do so once for each entry of [pixels, classes].",
    },
    {
      id: "one-sided",
      wrong: (labels, scores, epsilon) =>
        slopes(labels, scores, epsilon, (up, _down, here, step) => (up - here) / step),
      message:
        "You step to one side only. A jump on the other side of the point then goes unseen. Step both ways: where do the two loss values lie, and how far apart?",
    },
    {
      id: "not-divided",
      wrong: (labels, scores, epsilon) => slopes(labels, scores, epsilon, (up, down) => up - down),
      message:
        "That is the change of the loss, not yet its slope: a slope is change divided by the distance walked.",
    },
    {
      id: "half-the-distance",
      wrong: (labels, scores, epsilon) =>
        slopes(labels, scores, epsilon, (up, down, _here, step) => (up - down) / step),
      message: "Twice too large. From z − ε to z + ε, how far is it?",
    },
    {
      id: "downhill",
      wrong: (labels, scores, epsilon) =>
        slopes(labels, scores, epsilon, (up, down, _here, step) => (down - up) / (2 * step)),
      message: "The sign is turned round: loss above minus loss below, in that order.",
    },
  ],
  hints: [
    "Take one logit at a time: copy all logits, add epsilon to that one, ask hardLoss; do the same with −epsilon.",
    "logits.arraySync() gives rows you may copy and change; tf.tensor2d(rows) makes a tensor of them again. The slope is (above − below) / (2 · epsilon).",
    "Two nested maps do it: rows.map((row, i) => row.map((_, k) => { const above = lossWith(i, k, +epsilon); const below = lossWith(i, k, −epsilon); … })), and lossWith builds the moved rows.",
  ],
  delegates: ["checkGradient"],
};

/**
 * Pixels far from a tie, and one each whose label is ahead and behind by less than epsilon: without
 * those every slope is 0, and a wrong formula would pass.
 */
function drawNearTies(random: Random, epsilon: number, draw: number): Case {
  const classes = integer(random, 2, 5);
  const labels: number[] = [];
  const rows: number[][] = [];
  for (const lead of [1, -1, ...upTo(integer(random, 0, 3)).map(() => 0)]) {
    const label = integer(random, 0, classes - 1);
    const rival = (label + integer(random, 1, classes - 1)) % classes;
    const row = upTo(classes).map(() => between(random, -3, -2));
    row[rival] = between(random, 1, 2);
    const gap = lead === 0 ? between(random, -2, -1.6) : lead * epsilon * between(random, 0.3, 0.7);
    row[label] = at(row, rival) + gap;
    labels.push(label);
    rows.push(row);
  }
  return {
    name: `drawn logits ${draw + 1}, a step of ${epsilon}`,
    inputs: [
      integers([labels.length], labels),
      tensor([rows.length, classes], rows.flat()),
      epsilon,
    ],
  };
}
