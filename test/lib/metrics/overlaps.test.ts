import * as tf from "@tensorflow/tfjs";
import fc from "fast-check";
import { expect, it } from "vitest";
import { dice, iou, oneHot, threadOverlap } from "../../../src/lib/index.js";
import { describeOnBackends, scoped } from "../backends.js";

const labels = (rows: number[][]) =>
  tf.tensor2d(rows, [rows.length, rows[0]?.length ?? 0], "int32");

describeOnBackends("metrics", () => {
  it(
    "refuse class indices without their number, which would pass for rows of classes",
    scoped(() => {
      const indices = labels([[0, 1, 2, 1]]);
      expect(() => iou(indices, indices)).toThrow(
        new RangeError(
          "Cannot measure the IoU: prediction must be one-hot rows of 0 and 1, or class indices with numClasses, " +
            "but is int32 with values up to 2 and no numClasses",
        ),
      );
      expect(iou(oneHot(indices, 3), oneHot(indices, 3)).arraySync()).toEqual([[1, 1, 1]]);
    }),
  );

  it(
    "count class indices, per image and over the batch",
    scoped(() => {
      const [target, prediction] = [
        labels([
          [0, 0, 1, 1],
          [0, 0, 0, 0],
        ]),
        labels([
          [0, 1, 1, 1],
          [0, 0, 0, 1],
        ]),
      ];
      const options = { numClasses: 3 };
      expect(iou(target, prediction, options).arraySync()).toEqual([
        [0.5, expect.closeTo(2 / 3, 6), Number.NaN],
        [0.75, 0, Number.NaN],
      ]);
      expect(iou(target, prediction, { ...options, over: "batch" }).arraySync()).toEqual([
        expect.closeTo(4 / 6, 6),
        0.5,
        Number.NaN,
      ]);
      const mean = ((0.5 + 2 / 3) / 2 + 0.75 / 2) / 2;
      expect(iou(target, prediction, { ...options, reduction: "mean" }).dataSync()[0]).toBeCloseTo(
        mean,
        6,
      );
    }),
  );

  it(
    "take one-hot rows, probabilities, and a mask",
    scoped(() => {
      const [target, prediction] = [labels([[0, 1, 1]]), labels([[0, 1, 0]])];
      const mask = tf.tensor2d([[1, 1, 0]]);
      expect(dice(oneHot(target, 2), oneHot(prediction, 2)).arraySync()).toEqual([
        [expect.closeTo(2 / 3, 6), expect.closeTo(2 / 3, 6)],
      ]);
      expect(dice(target, prediction, { numClasses: 2, mask }).arraySync()).toEqual([[1, 1]]);
      expect(dice(tf.tensor2d([[1]]), tf.tensor2d([[0.5]])).arraySync()).toEqual([
        [expect.closeTo(2 / 3, 6)],
      ]);
    }),
  );

  it(
    "are NaN where every pixel is masked, in the mean too",
    scoped(() => {
      const [target, mask] = [labels([[0, 1]]), tf.zeros([1, 2])];
      expect(iou(target, target, { numClasses: 2, mask }).arraySync()).toEqual([
        [Number.NaN, Number.NaN],
      ]);
      expect(
        iou(target, target, { numClasses: 2, mask, reduction: "mean" }).dataSync()[0],
      ).toBeNaN();
    }),
  );

  it("relate as they must: the thread's is Dice / 2, IoU is Dice / (2 − Dice)", () => {
    const pixel = fc.float({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.tuple(pixel, pixel), { minLength: 1, maxLength: 8 }), (pairs) => {
        tf.tidy(() => {
          const size = [1, pairs.length, 1] as [number, number, number];
          const target = tf.tensor3d(
            pairs.map(([t]) => t),
            size,
          );
          const prediction = tf.tensor3d(
            pairs.map(([, p]) => p),
            size,
          );
          const [d = 0] = dice(target, prediction, { smooth: 1e-6 }).dataSync();
          const [half = 0] = threadOverlap(target, prediction, {
            smooth: { numerator: 5e-7, denominator: 1e-6 },
          }).dataSync();
          const [j = 0] = iou(target, prediction, { smooth: 5e-7 }).dataSync();
          expect(half).toBeCloseTo(d / 2, 4);
          expect(j).toBeCloseTo(d / (2 - d), 3);
        });
      }),
      { numRuns: 50 },
    );
  });

  it(
    "have gradients, also where a class is in neither tensor",
    scoped(() => {
      const target = tf.tensor3d([1, 0, 0, 0], [1, 2, 2]);
      const gradient = tf.grad((p: tf.Tensor) => threadOverlap(target, p, { reduction: "mean" }))(
        tf.tensor3d([0.5, 0, 0.5, 0], [1, 2, 2]),
      );
      expect([...gradient.dataSync()].every(Number.isFinite)).toBe(true);
    }),
  );

  it(
    "measure the classes asked for, in their order",
    scoped(() => {
      // Dice of the first image: 2/3, 0.8, 0 (predicted nowhere in the target), NaN.
      const target = tf.tensor2d([0, 0, 1, 1, 1, 0, 2, 2, 0, 0], [2, 5], "int32");
      const prediction = tf.tensor2d([0, 1, 1, 1, 2, 0, 2, 2, 0, 1], [2, 5], "int32");
      const all = [...dice(target, prediction, { numClasses: 4 }).dataSync()];
      const some = dice(target, prediction, { numClasses: 4, classes: [2, 1] });
      expect(some.shape).toEqual([2, 2]);
      expect([...some.dataSync()]).toEqual([2, 1, 6, 5].map((place) => all[place]));
      // Image 0: class 1 of the two is in the target; class 2 scores 0, since it is predicted.
      expect(all[2]).toBe(0);
      const mean = (values: readonly (number | undefined)[]) =>
        values.reduce<number>((sum, value = Number.NaN) => sum + value, 0) / values.length;
      const averaged = (classes: "present" | number[]) =>
        dice(target, prediction, { numClasses: 4, classes, reduction: "mean" }).dataSync()[0];
      expect(averaged([2, 1])).toBeCloseTo(
        mean([mean([all[2], all[1]]), mean([all[6], all[5]])]),
        6,
      );
      expect(averaged("present")).toBeCloseTo(
        mean([mean([all[0], all[1]]), mean([all[4], all[6]])]),
        6,
      );
      const present = dice(target, prediction, { numClasses: 4, classes: "present" }).dataSync();
      expect([...present].map(Number.isNaN)).toEqual([
        ...[false, false, true, true],
        ...[false, true, false, true],
      ]);
    }),
  );
});
