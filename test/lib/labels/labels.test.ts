import * as tf from "@tensorflow/tfjs";
import { expect, it } from "vitest";
import {
  gumbelSoftmax,
  labelsFromVotes,
  oneHot,
  softBinary,
  softOneHot,
  straightThrough,
} from "../../../src/lib/index.js";
import { describeOnBackends, scoped } from "../backends.js";

describeOnBackends("labels", () => {
  it(
    "oneHot gives a zero row to an ignored index, within the classes and beyond",
    scoped(() => {
      const indices = tf.tensor2d(
        [
          [0, 1],
          [255, 2],
        ],
        [2, 2],
        "int32",
      );
      expect(oneHot(indices, 3, { ignoreIndex: 255 }).arraySync()).toEqual([
        [
          [1, 0, 0],
          [0, 1, 0],
        ],
        [
          [0, 0, 0],
          [0, 0, 1],
        ],
      ]);
      expect(oneHot(indices, 3, { ignoreIndex: 1 }).arraySync()).toEqual([
        [
          [1, 0, 0],
          [0, 0, 0],
        ],
        [
          [0, 0, 0],
          [0, 0, 1],
        ],
      ]);
    }),
  );

  it(
    "softOneHot tends to the arg max as alpha grows, and its gradient to nothing",
    scoped(() => {
      const logits = tf.tensor2d([[1, 2, 0.5]]);
      const slope = (alpha: number) =>
        tf
          .grad((x: tf.Tensor) => softOneHot(x, { alpha }).slice([0, 1], [1, 1]).sum())(logits)
          .abs()
          .max()
          .dataSync()[0] ?? Number.NaN;
      expect(softOneHot(logits, { alpha: 200 }).arraySync()).toEqual([[0, 1, 0]]);
      expect(slope(2)).toBeGreaterThan(slope(1));
      expect(slope(5)).toBeLessThan(slope(2));
      expect(slope(200)).toBe(0);
    }),
  );

  it(
    "softBinary is the second column of softOneHot over [0, x]",
    scoped(() => {
      const values = [-3, -0.5, 0, 2];
      const two = softOneHot(tf.tensor2d(values.map((x) => [0, x])), { alpha: 3 });
      const second = two.slice([0, 1], [4, 1]).dataSync();
      softBinary(tf.tensor1d(values), { alpha: 3 })
        .dataSync()
        .forEach((value, place) => {
          expect(value).toBeCloseTo(second[place] ?? Number.NaN, 5);
        });
    }),
  );

  it(
    "labelsFromVotes gives shares, and even rows or zeros where nobody voted",
    scoped(() => {
      const votes = tf.tensor2d(
        [
          [93, 7],
          [24, 76],
          [0, 0],
        ],
        [3, 2],
        "int32",
      );
      const rows = (smoothing: number) =>
        [...labelsFromVotes(votes, { smoothing }).dataSync()].map((v) => Number(v.toFixed(4)));
      expect(rows(0)).toEqual([0.93, 0.07, 0.24, 0.76, 0, 0]);
      expect(rows(1)).toEqual([0.9216, 0.0784, 0.2451, 0.7549, 0.5, 0.5]);
    }),
  );

  it(
    "straightThrough passes the gradient as it comes",
    scoped(() => {
      const soft = tf.tensor2d([
        [0.2, 0.5, 0.3],
        [0.4, 0.4, 0.2],
      ]);
      const weights = tf.tensor2d([
        [1, 2, 3],
        [4, 5, 6],
      ]);
      expect(straightThrough(soft).arraySync()).toEqual([
        [0, 1, 0],
        [1, 0, 0],
      ]);
      const gradient = tf.grad((x: tf.Tensor) => straightThrough(x).mul(weights).sum())(soft);
      expect(gradient.arraySync()).toEqual(weights.arraySync());
    }),
  );

  it(
    "gumbelSoftmax draws each class as often as softmax says, the same from the same seed",
    scoped(() => {
      const logits = tf.tile(tf.tensor2d([[Math.log(0.7), Math.log(0.3)]]), [4000, 1]);
      const draw = (seed: number) => gumbelSoftmax(logits, { hard: true, seed });
      expect(draw(3).mean(0).dataSync()[0]).toBeCloseTo(0.7, 1);
      expect([...draw(3).dataSync()]).toEqual([...draw(3).dataSync()]);
      expect([...draw(3).dataSync()]).not.toEqual([...draw(4).dataSync()]);
    }),
  );
});
