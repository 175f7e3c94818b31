import * as tf from "@tensorflow/tfjs";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import {
  diceSemimetricLoss,
  jaccardMetricLoss,
  sigmoidCrossEntropy,
  softDiceLoss,
  softIouLoss,
  softmaxCrossEntropy,
  useBestBackend,
} from "../../../src/lib/index.js";
import { allLosses } from "./allLosses.js";

beforeAll(async () => {
  await useBestBackend({ candidates: ["cpu"] });
});

const classes = 3;
const numbers = (pixels: number, least: number, most: number) =>
  fc.array(fc.float({ min: Math.fround(least), max: Math.fround(most), noNaN: true }), {
    minLength: 2 * pixels * classes,
    maxLength: 2 * pixels * classes,
  });
const given = fc.integer({ min: 1, max: 6 }).chain((pixels) =>
  fc.record({
    pixels: fc.constant(pixels),
    logits: numbers(pixels, -8, 8),
    labels: numbers(pixels, 0, 1),
  }),
);

const numberOf = (loss: () => tf.Tensor): number =>
  tf.tidy(() => ({ value: loss().dataSync()[0] ?? Number.NaN })).value;
const valuesOf = (loss: () => tf.Tensor): number[] =>
  tf.tidy(() => ({ values: [...loss().dataSync()] })).values;
const image = (values: readonly number[], pixels: number) =>
  tf.tensor3d([...values], [2, pixels, classes]);
/** A logarithm of a tiny overlap carries its rounding, as a part of its own size. */
const relative = (a: number, b: number) => Math.abs(a - b) / (1 + Math.abs(b));
const runs = { numRuns: 12 };

// One backend: what these properties say is about the formulas; the golden cases compare the backends.
describe("losses", () => {
  it.each(allLosses.filter(({ bounded }) => bounded))("stay within [0, 1]: $name", ({ loss }) => {
    fc.assert(
      fc.property(given, ({ pixels, logits, labels }) => {
        const values = valuesOf(() =>
          loss(image(labels, pixels), image(logits, pixels), { reduction: "none" }),
        );
        return values.every((value) => value >= -1e-5 && value <= 1 + 1e-5);
      }),
      runs,
    );
  });

  it.each(allLosses)("do not depend on the order of pixels: $name", ({ loss }) => {
    fc.assert(
      fc.property(given, ({ pixels, logits, labels }) => {
        const reversed = (values: readonly number[]) => image(values, pixels).reverse(1);
        const there = numberOf(() => loss(image(labels, pixels), image(logits, pixels)));
        const back = numberOf(() => loss(reversed(labels), reversed(logits)));
        expect(relative(back, there)).toBeLessThan(1e-3);
      }),
      runs,
    );
  });

  it.each(allLosses)("count a masked pixel as one that is not there: $name", ({ loss }) => {
    fc.assert(
      fc.property(given, ({ pixels, logits, labels }) => {
        fc.pre(pixels > 1);
        const mask = () =>
          tf.tensor2d(
            Array.from({ length: 2 * pixels }, (_, i) => (i % pixels ? 1 : 0)),
            [2, pixels],
          );
        const without = (values: readonly number[]) => image(values, pixels).slice([0, 1, 0]);
        const masked = numberOf(() =>
          loss(image(labels, pixels), image(logits, pixels), { mask: mask() }),
        );
        const removed = numberOf(() => loss(without(labels), without(logits)));
        expect(relative(masked, removed)).toBeLessThan(1e-3);
      }),
      runs,
    );
  });
});

describe("overlap losses", () => {
  const hard = fc
    .integer({ min: 1, max: 8 })
    .chain((pixels) =>
      fc.array(fc.integer({ min: 0, max: 2 }), { minLength: pixels, maxLength: pixels }),
    );
  const encode = (indices: readonly number[]) =>
    tf.oneHot(tf.tensor2d([...indices], [1, indices.length], "int32"), classes).toFloat();

  it.each(Object.entries({ softIouLoss, softDiceLoss, jaccardMetricLoss, diceSemimetricLoss }))(
    "%s is 0 for a perfect overlap of hard masks, with and without smooth",
    (_name, loss) => {
      fc.assert(
        fc.property(hard, fc.constantFrom(0, 1e-5, 1), (indices, smooth) => {
          expect(numberOf(() => loss(encode(indices), encode(indices), { smooth }))).toBeCloseTo(
            0,
            5,
          );
        }),
      );
    },
  );

  it.each(Object.entries({ jaccardMetricLoss, diceSemimetricLoss }))(
    "%s is 0 at p = t for soft labels too, where the classic forms are not",
    (_name, loss) => {
      const soft = tf.tensor3d([0.1, 0.6, 0.3, 0.5, 0.25, 0.25], [1, 2, 3]);
      for (const variant of [1, 2] as const) {
        expect(numberOf(() => loss(soft, soft, { variant, smooth: 0 }))).toBeCloseTo(0, 6);
      }
      expect(numberOf(() => softDiceLoss(soft, soft))).toBeGreaterThan(0.3);
      expect(numberOf(() => softDiceLoss(soft, soft, { squared: true }))).toBeCloseTo(0, 6);
      expect(numberOf(() => softIouLoss(soft, soft, { squared: true }))).toBeCloseTo(0, 6);
      soft.dispose();
    },
  );

  it("take class indices for one-hot targets, and 255 for pixels to leave out", () => {
    tf.tidy(() => {
      const logits = tf.randomNormal([1, 4, classes], 0, 1, "float32", 3);
      const indices = tf.tensor2d([[0, 255, 2, 1]], [1, 4], "int32");
      const mask = tf.tensor2d([[1, 0, 1, 1]]);
      const options = { activation: "softmax", reduction: "none" } as const;
      const ignored = softIouLoss(indices, logits, { ...options, ignoreIndex: 255 });
      const masked = softIouLoss(encode([0, 0, 2, 1]), logits, { ...options, mask });
      expect([...ignored.dataSync()]).toEqual([...masked.dataSync()]);
    });
  });

  it("leave out an index that is also a class", () => {
    tf.tidy(() => {
      const logits = tf.randomNormal([1, 4, classes], 0, 1, "float32", 3);
      const indices = tf.tensor2d([[0, 2, 0, 1]], [1, 4], "int32");
      const mask = tf.tensor2d([[0, 1, 0, 1]]);
      const ignored = softmaxCrossEntropy(indices, logits, { ignoreIndex: 0 });
      const masked = softmaxCrossEntropy(encode([0, 2, 0, 1]), logits, { mask });
      expect(ignored.dataSync()[0]).toBeCloseTo(masked.dataSync()[0] ?? Number.NaN, 6);
    });
  });

  it("take a mask of 255 with one class", () => {
    tf.tidy(() => {
      const logits = tf.tensor4d([2, -1, 0.5, 3], [1, 2, 2, 1]);
      const target = tf.tensor4d([1, 0, 255, 1], [1, 2, 2, 1], "int32");
      const [mask, clean] = [
        tf.tensor3d([
          [
            [1, 1],
            [0, 1],
          ],
        ]),
        tf.tensor4d([1, 0, 0, 1], [1, 2, 2, 1]),
      ];
      const ignored = sigmoidCrossEntropy(target, logits, { ignoreIndex: 255 });
      const masked = sigmoidCrossEntropy(clean, logits, { mask });
      expect(ignored.dataSync()[0]).toBeCloseTo(masked.dataSync()[0] ?? Number.NaN, 6);
    });
  });
});

describe("cross-entropies", () => {
  it("agree: one sigmoid channel is a softmax over two", () => {
    fc.assert(
      fc.property(given, ({ logits, labels }) => {
        const one = numberOf(() => {
          const size = [labels.length, 1] as [number, number];
          return sigmoidCrossEntropy(tf.tensor2d(labels, size), tf.tensor2d(logits, size));
        });
        const two = numberOf(() =>
          softmaxCrossEntropy(
            tf.tensor2d(labels.map((label) => [label, 1 - label])),
            tf.tensor2d(logits.map((logit) => [logit, 0])),
          ),
        );
        expect(one).toBeCloseTo(two, 4);
      }),
      runs,
    );
  });

  it("agree in their overlap too: sigmoid's classes are the two columns", () => {
    fc.assert(
      fc.property(given, ({ logits, labels }) => {
        const one = numberOf(() => {
          const size = [1, labels.length, 1] as [number, number, number];
          return softDiceLoss(tf.tensor3d(labels, size), tf.tensor3d(logits, size), {
            activation: "sigmoid",
          });
        });
        const two = numberOf(() =>
          softDiceLoss(
            tf.tensor3d([labels.map((label) => [label, 1 - label])]),
            tf.tensor3d([logits.map((logit) => [logit, 0])]),
            { activation: "softmax", classes: [0] },
          ),
        );
        expect(one).toBeCloseTo(two, 4);
      }),
      runs,
    );
  });

  it("have gradient softmax(x)·Σy − y for labels of any sum, none for a row of zeros", () => {
    tf.tidy(() => {
      const logits = tf.tensor2d([
        [1, 0],
        [1, 0],
        [1, 0],
      ]);
      const labels = tf.tensor2d([
        [1, 0],
        [0.25, 0.25],
        [0, 0],
      ]);
      const gradient = tf.grad((x: tf.Tensor) =>
        softmaxCrossEntropy(labels, x, { reduction: "sum" }),
      )(logits);
      const p = 1 / (1 + Math.exp(-1));
      const expected = [p - 1, 1 - p, p / 2 - 0.25, (1 - p) / 2 - 0.25, 0, 0];
      for (const [place, value] of gradient.dataSync().entries()) {
        expect(value).toBeCloseTo(expected[place] ?? Number.NaN, 6);
      }
    });
  });
});
