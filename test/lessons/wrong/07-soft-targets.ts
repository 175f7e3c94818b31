import * as tf from "@tensorflow/tfjs";
import type { Answers } from "../support/answers.js";

type T = tf.Tensor;

const pixels = [1, 2];
const score = (t: T, p: T, axes?: number[]): T =>
  tf.div(tf.sum(tf.minimum(t, p), axes), tf.sum(tf.maximum(t, p), axes));
const loss = (t: T, p: T, axes?: number[]): T => tf.sub(1, score(t, p, axes));
const above = (target: T, threshold: T | number): T => tf.greater(target, threshold).toFloat();

/** The best Dice score that a mask can have: its cut is at half of it. */
function bestDice(target: T): T {
  let best: T = tf.scalar(0);
  for (let round = 0; round < 10; round++) {
    const mask = above(target, best.div(2));
    best = target.mul(mask).sum().mul(2).div(mask.sum().add(target.sum()));
  }
  return best;
}

export const wrong: Answers = {
  "best-mask": {
    "threshold-half": (target: T) => above(target, 0.5),
    "target-itself": (target: T) => target.clone(),
    everything: (target: T) => tf.onesLike(target),
    "threshold-best": (target: T) => above(target, bestDice(target)),
    "one-step": (target: T) => {
      const majority = above(target, 0.5);
      const shared = target.mul(majority).sum();
      return above(target, shared.div(majority.sum().add(target.sum())));
    },
  },
  "jaccard-metric": {
    "classic-iou": (t: T, p: T) => {
      const both = tf.sum(tf.mul(t, p), pixels);
      return tf.sub(1, tf.div(both, tf.sum(tf.add(t, p), pixels).sub(both)));
    },
    "product-over-maximum": (t: T, p: T) =>
      tf.sub(1, tf.div(tf.sum(tf.mul(t, p), pixels), tf.sum(tf.maximum(t, p), pixels))),
    "minimum-over-classic-union": (t: T, p: T) => {
      const union = tf.sum(tf.sub(tf.add(t, p), tf.mul(t, p)), pixels);
      return tf.sub(1, tf.div(tf.sum(tf.minimum(t, p), pixels), union));
    },
    "sum-below": (t: T, p: T) =>
      tf.sub(1, tf.div(tf.sum(tf.minimum(t, p), pixels), tf.sum(tf.add(t, p), pixels))),
    "dice-instead": (t: T, p: T) =>
      tf.div(tf.sum(tf.abs(tf.sub(t, p)), pixels), tf.sum(tf.add(t, p), pixels)),
    "score-not-loss": (t: T, p: T) => score(t, p, pixels),
    "mean-distance": (t: T, p: T) => tf.mean(tf.abs(tf.sub(t, p)), pixels),
    "mean-of-quotients": (t: T, p: T) =>
      tf.sub(1, tf.mean(tf.div(tf.minimum(t, p), tf.maximum(t, p)), pixels)),
    "pooled-over-batch": (t: T, p: T) => loss(t, p, [0, 1, 2]),
    "one-number": (t: T, p: T) => loss(t, p),
  },
  "mean-loss": {
    "loss-of-mean-label": (masks: T, p: T) => loss(tf.mean(masks, 0), p),
    "pooled-annotators": (masks: T, p: T) => loss(masks, tf.mul(tf.onesLike(masks), p)),
    "loss-of-majority": (masks: T, p: T) => loss(above(tf.mean(masks, 0), 0.5), p),
    "sum-of-losses": (masks: T, p: T) => tf.sum(loss(masks, p, [-1])),
    "score-not-loss": (masks: T, p: T) =>
      tf.mean(score(masks, tf.mul(tf.onesLike(masks), p), [-1])),
    "dice-instead": (masks: T, p: T) => {
      const apart = tf.sum(tf.abs(tf.sub(masks, p)), -1);
      return tf.mean(tf.div(apart, tf.sum(tf.add(masks, p), -1)));
    },
    "best-annotator": (masks: T, p: T) => tf.min(loss(masks, p, [-1])),
  },
};
