import type { Data } from "../../data.js";
import type { Exercise } from "../../exercise.js";
import {
  between,
  integer,
  mean,
  overlapFunctions,
  plain,
  scalar,
  sum,
  tensor,
  upTo,
  withinUnit,
} from "../support/index.js";

const diceOf = (iou: number): number => (2 * iou) / (1 + iou);

const meanOf =
  (score: (iou: number) => number) =>
  (ious?: Data): Data =>
    scalar(mean(plain(ious).values.map(score)));

export const diceFromIou: Exercise = {
  id: "dice-from-iou",
  lesson: "05-soft-dice",
  title: "A mean Dice from a list of IoUs",
  points: 1,
  answer: { kind: "function", name: "meanDice" },
  inputNames: ["ious"],
  axes: [],
  visible: [
    { name: "one found, one missed", inputs: [tensor([2], [1, 0])] },
    { name: "one image, half right", inputs: [tensor([1], [0.5])] },
    { name: "a small and a large object", inputs: [tensor([2], [0.1, 0.9])] },
    { name: "five images", inputs: [tensor([5], [0.3, 0.95, 0.6, 0.05, 0.8])] },
  ],
  generate: (random) =>
    upTo(5).map((draw) => {
      const count = integer(random, 1, 4);
      // A poor image and a good one in each list, so that the order of mean and formula shows.
      const ious = [between(random, 0, 0.2), between(random, 0.8, 1)].concat(
        upTo(count).map(() => between(random, 0, 1)),
      );
      return { name: `drawn IoUs ${draw + 1}`, inputs: [tensor([ious.length], ious)] };
    }),
  reference: meanOf(diceOf),
  tolerance: { relative: 1e-4, absolute: 1e-5 },
  properties: [
    withinUnit,
    {
      name: "is never below the mean IoU",
      holds: ({ inputs }, value) =>
        plain(value).values.every((dice) => dice >= mean(plain(inputs[0]).values) - 1e-5),
    },
  ],
  diagnoses: [
    {
      id: "mean-first",
      wrong: (ious) => scalar(diceOf(mean(plain(ious).values))),
      message:
        "You averaged the IoUs and converted the mean. The formula is curved, so the order matters: D(mean J) is not mean D(J). Convert each image's own score.",
    },
    {
      id: "unchanged",
      wrong: meanOf((iou) => iou),
      message: "That is the mean of the IoUs. At J = ½ the Dice score is ⅔.",
    },
    {
      id: "doubled",
      wrong: meanOf((iou) => 2 * iou),
      message:
        "Twice the IoU leaves [0, 1]: at J = 1 it says 2. Dice counts the shared pixels twice above *and* below the fraction bar.",
    },
    {
      id: "inverse",
      wrong: meanOf((iou) => iou / (2 - iou)),
      message:
        "J / (2 − J) goes the other way: it makes an IoU out of a Dice score. Dice is the larger of the two.",
    },
    {
      id: "missing-two",
      wrong: meanOf((iou) => iou / (1 + iou)),
      message:
        "J / (1 + J) is half of Dice, the thread's number of lesson 4: it ends at ½. Where did the 2 go?",
    },
    {
      id: "summed",
      wrong: (ious) => scalar(sum(plain(ious).values.map(diceOf))),
      message: "Each score is right, but you summed them. Asked is their mean.",
    },
    {
      id: "not-averaged",
      wrong: (ious) => {
        const { shape, values } = plain(ious);
        return tensor(shape, values.map(diceOf));
      },
      message: "Each score is right. Asked is one number: their mean.",
    },
  ],
  hints: [
    "Write I for what is shared and S for both areas together: D = 2I / S and J = I / (S − I). Say D in J.",
    "D = 2J / (1 + J), element by element; the mean comes last.",
    "tf.mean(tf.div(tf.mul(2, ious), …)).",
  ],
  delegates: overlapFunctions,
};
