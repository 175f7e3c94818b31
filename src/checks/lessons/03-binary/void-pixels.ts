import type { Data } from "../../data.js";
import type { Exercise } from "../../exercise.js";
import {
  at,
  integer,
  mean,
  neverNegative,
  plain,
  scalar,
  sum,
  tensor,
  upTo,
} from "../support/index.js";
import { crossEntropies } from "./delegates.js";
import { drawHard, drawLogits, drawSoft, farOff } from "./draw.js";
import { crossEntropy, sigmoid } from "./entropy.js";

interface Pixel {
  readonly t: number;
  readonly x: number;
  readonly counts: number;
  readonly image: number;
}

const over =
  (loss: (pixels: readonly Pixel[]) => number) =>
  (target?: Data, logits?: Data, mask?: Data): Data => {
    const { shape, values } = plain(logits);
    const t = plain(target).values;
    const counts = plain(mask).values;
    const area = values.length / (shape[0] ?? 1);
    return scalar(
      loss(
        values.map((x, i) => ({
          t: at(t, i),
          x,
          counts: at(counts, i),
          image: Math.floor(i / area),
        })),
      ),
    );
  };

const own = ({ t, x }: Pixel): number => crossEntropy(t, x);
const counted = (pixels: readonly Pixel[]) => pixels.filter(({ counts }) => counts > 0);
const maskedMean = (pixels: readonly Pixel[]): number => mean(counted(pixels).map(own));

/** From the probability, as float32 has it: ∞ or NaN for a logit that is sure. */
const naive = ({ t, x }: Pixel): number => {
  const p = Math.fround(sigmoid(x));
  return -(t * Math.log(p) + (1 - t) * Math.log(1 - p));
};

const maskOf = (shape: readonly number[], images: readonly (readonly number[])[]): Data =>
  tensor(shape, images.flat());

export const voidPixels: Exercise = {
  id: "void-pixels",
  lesson: "03-binary",
  title: "The pixels nobody labelled",
  points: 2,
  answer: { kind: "function", name: "maskedLoss" },
  inputNames: ["target", "logits", "mask"],
  axes: [],
  visible: [
    {
      name: "every pixel counts",
      inputs: [
        tensor([1, 2, 2], [1, 0, 1, 0]),
        tensor([1, 2, 2], [1, -1, -2, 0.5]),
        maskOf([1, 2, 2], [[1, 1, 1, 1]]),
      ],
    },
    {
      name: "one of four does not",
      inputs: [
        tensor([1, 2, 2], [1, 0, 1, 0]),
        tensor([1, 2, 2], [1, -1, -2, 0.5]),
        maskOf([1, 2, 2], [[1, 1, 0, 1]]),
      ],
    },
    {
      name: "two images, unequally labelled",
      inputs: [
        tensor([2, 2, 2], [1, 0, 1, 0, 0, 1, 1, 0]),
        tensor([2, 2, 2], [1, -1, -2, 0.5, 2, 0.25, 1, -0.5]),
        maskOf(
          [2, 2, 2],
          [
            [1, 1, 1, 1],
            [1, 0, 0, 0],
          ],
        ),
      ],
    },
    {
      name: "sure about a pixel that does not count",
      inputs: [
        tensor([1, 1, 3], [0, 1, 0]),
        tensor([1, 1, 3], [90, 1, -1]),
        maskOf([1, 1, 3], [[0, 1, 1]]),
      ],
    },
  ],
  generate: (random) =>
    upTo(6).map((draw) => {
      const [images, height, width] = [2, integer(random, 2, 4), integer(random, 3, 5)];
      const shape = [images, height, width];
      const area = height * width;
      const target = draw % 2 === 0 ? drawHard(random, shape) : drawSoft(random, shape);
      // Nearly all of the first image is labelled, and little of the second.
      const mask = [
        upTo(area).map((pixel) => (pixel === 0 ? 0 : 1)),
        upTo(area).map((pixel) => (pixel < integer(random, 1, 2) ? 1 : 0)),
      ];
      return {
        name: `drawn images ${draw + 1}`,
        // The first pixel of all is left out by the mask, and sure.
        inputs: [target, farOff(drawLogits(random, shape), 90, 1), maskOf(shape, mask)],
      };
    }),
  reference: over(maskedMean),
  gradientOf: 1,
  tolerance: { relative: 1e-3, absolute: 1e-4 },
  properties: [neverNegative],
  diagnoses: [
    {
      id: "mask-ignored",
      wrong: over((pixels) => mean(pixels.map(own))),
      message:
        "Every pixel counts in yours. What stands in a pixel that nobody labelled must not matter, neither to the value nor to the gradient.",
    },
    {
      id: "divided-by-all",
      wrong: over((pixels) => sum(counted(pixels).map(own)) / pixels.length),
      message:
        "The sum is right, the divisor is not: you divide by all pixels. An image with few labels would then weigh little, and its loss look small. How many pixels were summed?",
    },
    {
      id: "loss-from-probabilities",
      wrong: over(
        (pixels) =>
          sum(pixels.map((pixel) => naive(pixel) * pixel.counts)) / counted(pixels).length,
      ),
      message:
        "NaN: the loss of the pixel that does not count is ∞, and 0 · ∞ is not a number, so the mask cannot take it away. Take the losses from the logits, as in exercise 2: they are finite.",
    },
    {
      id: "logits-masked",
      wrong: over((pixels) => mean(pixels.map(({ t, x, counts }) => crossEntropy(t, x * counts)))),
      message:
        "You set the logits of the void pixels to 0. A logit of 0 says ½ and costs log 2 = 0.693: they still count. Mask the losses, not the logits.",
    },
    {
      id: "targets-masked",
      wrong: over((pixels) => mean(pixels.map(({ t, x, counts }) => crossEntropy(t * counts, x)))),
      message:
        "You set the targets of the void pixels to 0: that labels them background, and they count as such. Mask the losses, not the targets.",
    },
    {
      id: "inverted",
      wrong: over((pixels) => mean(pixels.filter(({ counts }) => counts === 0).map(own))),
      message:
        "That is the mean over the pixels that do *not* count, and 0/0 where all do. In the mask, 1 means: counts.",
    },
    {
      id: "mean-of-image-means",
      wrong: over((pixels) => {
        const images = [...new Set(pixels.map(({ image }) => image))];
        return mean(
          images.map((image) => maskedMean(pixels.filter((pixel) => pixel.image === image))),
        );
      }),
      message:
        "You averaged each image first and then the images. A single labelled pixel in one image would weigh as much as all pixels of another. Asked is one mean over all pixels that count.",
    },
    {
      id: "sum",
      wrong: over((pixels) => sum(counted(pixels).map(own))),
      message:
        "That is the sum: it grows with the image, and the learning rate with it. Divide by the number of pixels that count.",
    },
  ],
  hints: [
    "Make the loss of every pixel first, [batch, height, width], then decide which of them count.",
    "Multiplied by the mask, the others are 0 in the sum. tf.mean would divide by all pixels: divide by something else.",
    "tf.div(tf.sum(tf.mul(losses, mask)), tf.sum(mask)), with losses as in exercise 2.",
  ],
  delegates: crossEntropies,
};
