import type { Data } from "../../data.js";
import type { Exercise } from "../../exercise.js";
import {
  at,
  between,
  integer,
  mean,
  plain,
  type Random,
  rowsOf,
  scalar,
  sum,
  tensor,
  upTo,
} from "../support/index.js";
import { sigmoid } from "./sigmoid.js";

/** The weight of an outcome, of what each of its pixels shows and how likely it shows a 1. */
type Weight = (shown: readonly number[], p: readonly number[]) => number;

const coins: Weight = (shown, p) =>
  shown.reduce((product, one, i) => product * (one === 1 ? at(p, i) : 1 - at(p, i)), 1);

const weighedBy =
  (weight: Weight, probability = sigmoid) =>
  (masks?: Data, losses?: Data, logits?: Data): Data => {
    const p = plain(logits).values.map(probability);
    const { values } = plain(losses);
    return scalar(sum(rowsOf(masks).rows.map((row, i) => weight(row, p) * at(values, i))));
  };

/** The loss of the one outcome that rounding gives. */
function likeliest(masks?: Data, losses?: Data, logits?: Data): Data {
  const rounded = plain(logits).values.map((z) => (z > 0 ? 1 : 0));
  const found = rowsOf(masks).rows.findIndex((row) => row.every((one, i) => one === rounded[i]));
  return scalar(at(plain(losses).values, found));
}

const allMasks = (pixels: number): readonly (readonly number[])[] =>
  upTo(2 ** pixels).map((n) => upTo(pixels).map((pixel) => (n >> (pixels - 1 - pixel)) & 1));

const masksOf = (pixels: number): Data => tensor([2 ** pixels, pixels], allMasks(pixels).flat());

export const expectedHardLoss: Exercise = {
  id: "expected-hard-loss",
  lesson: "08-hard-forward",
  title: "Puzzle: the expected hard loss, without a loop",
  points: 3,
  answer: { kind: "function", name: "expectedHardLoss" },
  inputNames: ["masks", "losses", "logits"],
  axes: [],
  visible: [
    { name: "one pixel, a fair coin", inputs: [masksOf(1), tensor([2], [1, 0]), tensor([1], [0])] },
    {
      name: "one pixel, three to one",
      inputs: [masksOf(1), tensor([2], [1, 0]), tensor([1], [Math.log(3)])],
    },
    {
      name: "two pixels, both asked for",
      inputs: [masksOf(2), tensor([4], [1, 0.5, 0.5, 0]), tensor([2], [0.5, -1])],
    },
    {
      name: "two pixels, only both together are worth anything",
      inputs: [masksOf(2), tensor([4], [1, 1, 1, 0]), tensor([2], [1, -0.5])],
    },
  ],
  generate: (random) => upTo(5).map((draw) => drawOutcomes(random, draw)),
  reference: weighedBy(coins),
  gradientOf: 2,
  tolerance: { relative: 1e-3, absolute: 1e-4 },
  properties: [
    {
      name: "lies between the smallest and the largest loss",
      holds: ({ inputs: [, losses] }, value) => {
        const { values } = plain(losses);
        const expected = at(plain(value).values, 0);
        return expected >= Math.min(...values) - 1e-4 && expected <= Math.max(...values) + 1e-4;
      },
    },
  ],
  diagnoses: [
    {
      id: "every-mask-alike",
      wrong: (_, losses) => scalar(mean(plain(losses).values)),
      message:
        "You took the plain mean of the losses: every mask counts alike, whatever the logits say. Weigh each by the probability that the coins show it.",
    },
    {
      id: "likeliest-only",
      wrong: likeliest,
      message:
        "That is the loss of the one mask that rounding gives: the hard loss, with its flat steps. Asked is the mean over all masks, each as likely as its coins.",
    },
    {
      id: "zeros-for-free",
      wrong: weighedBy((shown, p) =>
        shown.reduce((product, one, i) => product * (one === 1 ? at(p, i) : 1), 1),
      ),
      message:
        "You multiply only the probabilities of the pixels that show 1, so your weights sum to more than 1. A pixel that shows 0 has a probability too.",
    },
    {
      id: "zeros-weigh-nothing",
      wrong: weighedBy((shown, p) =>
        shown.reduce((product, one, i) => product * one * at(p, i), 1),
      ),
      message:
        "You multiply m · p, which is 0 wherever a pixel shows 0: all masks but the full one weigh nothing. Such a pixel has the probability 1 − p.",
    },
    {
      id: "logits-as-probabilities",
      wrong: weighedBy(coins, (z) => z),
      message:
        "You took the logits for the probabilities. A logit may be −3 or 7: the coin's p is its sigmoid.",
    },
    {
      id: "mean-of-products",
      wrong: (masks, losses, logits) =>
        scalar(
          at(plain(weighedBy(coins)(masks, losses, logits)).values, 0) / rowsOf(masks).rows.length,
        ),
      message:
        "You divided by the number of masks. The probabilities sum to 1 already, so their weighted sum is the mean.",
    },
    {
      id: "summed",
      wrong: weighedBy((shown, p) =>
        sum(shown.map((one, i) => (one === 1 ? at(p, i) : 1 - at(p, i)))),
      ),
      message:
        "You summed the pixels' probabilities within a mask, so a mask may weigh more than 1. That the coins show this *and* this is a product.",
    },
    {
      id: "summed-not-multiplied",
      wrong: weighedBy((shown, p) =>
        mean(shown.map((one, i) => (one === 1 ? at(p, i) : 1 - at(p, i)))),
      ),
      message:
        "You averaged the pixels' probabilities within a mask. That the coins show this *and* this *and* this is a product.",
    },
    {
      id: "coins-turned-round",
      wrong: weighedBy((shown, p) =>
        coins(
          shown.map((one) => 1 - one),
          p,
        ),
      ),
      message:
        "Your coins are turned round: a pixel that shows 1 gets 1 − p. Which of the two goes with which?",
    },
  ],
  hints: [
    "Make a matrix [outcomes, pixels] that holds p where the mask has a 1, and 1 − p where it has a 0. Broadcasting the pixels' p over the rows helps.",
    "masks · p + (1 − masks) · (1 − p) is that matrix. The probability of a mask is the product along its row: tf.prod(…, 1).",
    "return tf.sum(tf.mul(tf.prod(shown, 1), losses)) with shown = tf.add(tf.mul(masks, p), tf.mul(tf.sub(1, masks), tf.sub(1, p))) and p = tf.sigmoid(logits).",
  ],
  delegates: [],
};

/** Losses that differ from mask to mask; some logits clearly up, some clearly down. */
function drawOutcomes(random: Random, draw: number) {
  const pixels = integer(random, 2, 4);
  const losses = upTo(2 ** pixels).map((n) => (n % 3) / 3 + between(random, 0, 0.3));
  const logits = upTo(pixels).map((i) => between(random, 0.4, 2) * (i % 2 === 0 ? 1 : -1));
  return {
    name: `drawn coins ${draw + 1}`,
    inputs: [masksOf(pixels), tensor([losses.length], losses), tensor([pixels], logits)],
  };
}
