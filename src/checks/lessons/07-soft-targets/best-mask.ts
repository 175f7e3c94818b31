import type { Data } from "../../data.js";
import type { Case, Exercise } from "../../exercise.js";
import { between, integer, plain, type Random, sum, tensor, upTo } from "../support/index.js";

type Pixels = readonly number[];

const dice = (t: Pixels, p: Pixels): number =>
  (2 * sum(t.map((label, i) => label * (p[i] ?? 0)))) / (sum(t) + sum(p));

/** Every mask of so many pixels: slow, and sure. */
const masksOf = (count: number): readonly Pixels[] =>
  upTo(2 ** count).map((code) => upTo(count).map((i) => (code >> i) & 1));

const bestOf = (t: Pixels): Pixels =>
  masksOf(t.length).reduce((best, mask) => (dice(t, mask) > dice(t, best) ? mask : best));

const mask =
  (choose: (t: Pixels) => Pixels) =>
  (target?: Data): Data => {
    const { shape, values } = plain(target);
    return tensor(shape, choose(values));
  };

const above =
  (threshold: (t: Pixels) => number) =>
  (t: Pixels): Pixels =>
    t.map((label) => (label > threshold(t) ? 1 : 0));

const bestDice = (t: Pixels): number => dice(t, bestOf(t));

const pixels = (...values: number[]): Data => tensor([values.length], values);

/** Pixels whose best threshold is neither ½ nor the whole best score, so that each shows. */
function drawPixels(random: Random): Pixels {
  const faint = upTo(integer(random, 2, 4)).map(() => between(random, 0.02, 0.1));
  return [
    ...faint,
    between(random, 0.42, 0.48),
    between(random, 0.55, 0.6),
    between(random, 0.86, 0.98),
  ];
}

/** One of the pixels lies between half the score of the majority vote and half the best score. */
function drawTwoSteps(random: Random): Pixels {
  const labels = [0.05, 0.2, 0.45, 0.55, 0.7, 0.9];
  return [0.354, ...labels.map((label) => between(random, label - 0.004, label + 0.004))];
}

export const bestMask: Exercise = {
  id: "best-mask",
  lesson: "07-soft-targets",
  title: "Where classic Dice wants to go",
  points: 2,
  answer: { kind: "function", name: "bestMask" },
  inputNames: ["target"],
  axes: ["pixels"],
  visible: [
    { name: "hard labels", inputs: [pixels(1, 0, 1, 0)] },
    { name: "seven labels", inputs: [pixels(0.05, 0.2, 0.35, 0.45, 0.55, 0.7, 0.9)] },
    { name: "all of them doubtful", inputs: [pixels(0.3, 0.4, 0.1)] },
    { name: "one sure, one nearly even", inputs: [pixels(0.02, 0.46, 0.05, 0.95, 0.58)] },
  ],
  generate: (random) =>
    upTo(6).map((draw): Case => {
      const drawn = draw === 5 ? drawTwoSteps(random) : drawPixels(random);
      // Turned, so that no answer can count on the order.
      const turned = drawn.map((_, i) => drawn[(i + draw + 1) % drawn.length] ?? 0);
      return { name: `drawn labels ${draw + 1}`, inputs: [pixels(...turned)] };
    }),
  reference: mask(bestOf),
  tolerance: { relative: 1e-4, absolute: 1e-4 },
  properties: [
    {
      name: "is a mask of zeros and ones",
      holds: (_, value) => plain(value).values.every((p) => p === 0 || p === 1),
    },
    {
      name: "cannot be bettered by moving one pixel a little",
      holds: ({ inputs }, value) => {
        const t = plain(inputs[0]).values;
        const p = plain(value).values;
        return p.every((own, i) => dice(t, p.with(i, own === 1 ? 0.9 : 0.1)) <= dice(t, p) + 1e-6);
      },
    },
  ],
  diagnoses: [
    {
      id: "threshold-half",
      wrong: mask(above(() => 0.5)),
      message:
        "You cut at ½: that is the majority vote. Dice cuts lower, at half its own best score, so some pixels that most people left out are in. Try the masks one by one.",
    },
    {
      id: "target-itself",
      wrong: mask((t) => t),
      message:
        "You gave the target back. It is the honest answer, and classic Dice scores it lower than a mask. Which mask?",
    },
    {
      id: "everything",
      wrong: mask((t) => t.map(() => 1)),
      message:
        "You mark every pixel. A pixel with a small label adds more to the denominator than to the numerator: it lowers the score.",
    },
    {
      id: "one-step",
      wrong: mask((t) => above(() => dice(t, above(() => 0.5)(t)) / 2)(t)),
      message:
        "You cut at half the score of the majority vote. The new mask scores higher, and so its cut lies higher too: the best score is the one that belongs to its own cut.",
    },
    {
      id: "threshold-best",
      wrong: mask(above(bestDice)),
      message:
        "You cut at the best score itself. A pixel pays if 2t, what it adds above, is more than D times 1, what it adds below. So the cut is at half of it.",
    },
  ],
  hints: [
    "For a fixed number n of marked pixels, which n are best? Those with the largest labels. So there are only as many masks to try as there are pixels.",
    "Sort the labels downwards. With the first n marked, D = 2 · (their sum) / (n + Σt). Take the n with the largest D.",
    "Plain numbers are fine: the smallest label among the best n is the cut, and target ≥ that label is the mask.",
  ],
  // No function finds the mask: who scores candidates with the library has done the search.
  delegates: [],
};
