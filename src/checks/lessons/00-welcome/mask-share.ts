import type { Data } from "../../data.js";
import type { Exercise } from "../../exercise.js";
import { integer, mean, plain, scalar, sum, tensor, upTo } from "../support/index.js";

/** One number from all pixels. */
const ofAll = (f: (pixels: readonly number[]) => number) => (mask?: Data) =>
  scalar(f(plain(mask).values));

function rowShares(mask?: Data): Data {
  const { shape, values } = plain(mask);
  const [height = 0, width = 0] = shape;
  return tensor(
    [height],
    upTo(height).map((row) => mean(values.slice(row * width, (row + 1) * width))),
  );
}

export const maskShare: Exercise = {
  id: "mask-share",
  lesson: "00-welcome",
  title: "The share of a mask",
  points: 1,
  answer: { kind: "function", name: "shareOf" },
  inputNames: ["mask"],
  axes: [],
  visible: [
    { name: "an empty mask", inputs: [tensor([2, 2], [0, 0, 0, 0])] },
    { name: "three pixels of nine", inputs: [tensor([3, 3], [0, 1, 0, 0, 1, 0, 0, 1, 0])] },
    { name: "a wide mask, all but one", inputs: [tensor([2, 4], [1, 1, 1, 1, 1, 1, 1, 0])] },
  ],
  generate: (random) =>
    upTo(4).map((draw) => {
      const [height, width] = [integer(random, 2, 5), integer(random, 6, 9)];
      const pixels = upTo(height * width).map((i) => (i === 0 ? 1 : integer(random, 0, 2) && 1));
      return { name: `drawn mask ${draw + 1}`, inputs: [tensor([height, width], pixels)] };
    }),
  reference: ofAll(mean),
  tolerance: { relative: 1e-4, absolute: 1e-6 },
  properties: [
    {
      name: "stays within [0, 1]",
      holds: (_, value) => plain(value).values.every((share) => share >= 0 && share <= 1 + 1e-6),
    },
  ],
  diagnoses: [
    {
      id: "count",
      wrong: ofAll(sum),
      message:
        "You counted the pixels of the object. Asked is their share: a mask twice as large, with twice as many, has the same one.",
    },
    {
      id: "rest",
      wrong: ofAll((pixels) => 1 - mean(pixels)),
      message: "That is the share of the background: an empty mask has the share 0.",
    },
    {
      id: "row-by-row",
      wrong: rowShares,
      message:
        "You got one share for each row, because the sum went over one axis only. Asked is one number for the whole mask.",
    },
  ],
  hints: [
    "The pixels of the object are ones and the others zeros, so their sum counts the object.",
    "tf.sum(mask) adds up all pixels; mask.size says how many there are.",
    "The one over the other: return tf.div(tf.sum(mask), …).",
  ],
  delegates: ["tf.mean"],
};
