import * as tf from "@tensorflow/tfjs";
import { softDiceLoss } from "../../../src/lib/index.js";
import type { Answers } from "../support/answers.js";

type T = tf.Tensor;

const pixels = [1, 2];
const total = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

export const right: Answers = {
  "best-mask": {
    "scored by the library": (target: T) => {
      const asImage = (mask: T): T => mask.reshape([1, -1, 1]);
      const masks = Array.from(target.dataSync(), (cut) => tf.greaterEqual(target, cut).toFloat());
      const losses = masks.map(
        (mask) => softDiceLoss(asImage(target), asImage(mask), { smooth: 0 }).dataSync()[0] ?? 1,
      );
      return masks[losses.indexOf(Math.min(...losses))] ?? target;
    },
    "by sorting": (target: T) => {
      const labels = Array.from(target.dataSync());
      const sorted = labels.toSorted((a, b) => b - a);
      const scores = sorted.map((_, n) => total(sorted.slice(0, n + 1)) / (n + 1 + total(labels)));
      const cut = sorted[scores.indexOf(Math.max(...scores))] ?? 0;
      return tf.greaterEqual(target, cut).toFloat();
    },
    // Dinkelbach's way: cut at half the score of the last mask until nothing changes.
    "by repeated cutting": (target: T) => {
      const size = target.sum();
      let mask: T = target.onesLike();
      for (let round = 0; round < 10; round++) {
        const half = target.mul(mask).sum().div(mask.sum().add(size));
        mask = target.greater(half).toFloat();
      }
      return mask;
    },
  },
  "jaccard-metric": {
    "by the distance": (t: T, p: T) =>
      tf.div(tf.sum(tf.abs(tf.sub(p, t)), pixels), tf.sum(tf.maximum(p, t), pixels)),
    "as the paper has it": (t: T, p: T) => {
      const sizes = p.add(t).sum(pixels);
      const apart = tf.abs(p.sub(t)).sum(pixels);
      return tf.sub(1, sizes.sub(apart).div(sizes.add(apart)));
    },
  },
  "mean-loss": {
    "by the distance": (masks: T, p: T) => {
      const apart = tf.sum(tf.abs(tf.sub(masks, p)), -1);
      const sizes = tf.sum(tf.add(masks, p), -1);
      return tf.mean(tf.div(apart, tf.add(apart, sizes).div(2)));
    },
    "one annotator at a time": (masks: T, p: T) => {
      const losses = tf
        .unstack(masks)
        .map((mask) => tf.sub(1, tf.minimum(mask, p).sum().div(tf.maximum(mask, p).sum())));
      return tf.addN(losses).div(losses.length);
    },
  },
};
