import * as tf from "@tensorflow/tfjs";
import type { Answers } from "../support/answers.js";

type T = tf.Tensor;

const pixels = [1, 2];
const both = (t: T, p: T, axes?: number[]): T => tf.sum(tf.mul(t, p), axes);
const sizes = (t: T, p: T, axes?: number[]): T => tf.sum(tf.add(t, p), axes);
const squares = (t: T, p: T, axes?: number[]): T =>
  tf.sum(tf.add(tf.square(t), tf.square(p)), axes);
const squaredScore = (t: T, p: T, axes?: number[]): T =>
  tf.div(both(t, p, axes).mul(2), squares(t, p, axes));
const diceOf = (ious: T): T => tf.div(ious.mul(2), ious.add(1));
/** t S − I, one number a pixel. */
const rule = (t: T, p: T): T => tf.sub(tf.mul(t, sizes(t, p)), both(t, p));
const index = (t: T, p: T, alpha: number, beta: number, axes: number[] = pixels): T => {
  const hit = both(t, p, axes);
  const falsePositive = tf.sum(p, axes).sub(hit);
  const falseNegative = tf.sum(t, axes).sub(hit);
  return hit.div(hit.add(falsePositive.mul(alpha)).add(falseNegative.mul(beta)));
};

export const wrong: Answers = {
  "dice-from-iou": {
    "mean-first": (ious: T) => diceOf(tf.mean(ious)),
    unchanged: (ious: T) => tf.mean(ious),
    doubled: (ious: T) => tf.mean(ious.mul(2)),
    inverse: (ious: T) => tf.mean(ious.div(tf.sub(2, ious))),
    "missing-two": (ious: T) => tf.mean(diceOf(ious)).div(2),
    summed: (ious: T) => tf.sum(diceOf(ious)),
    "not-averaged": (ious: T) => diceOf(ious),
  },
  "squared-dice": {
    "plain-denominators": (t: T, p: T) =>
      tf.sub(1, tf.div(both(t, p, pixels).mul(2), sizes(t, p, pixels))),
    "square-of-sums": (t: T, p: T) => {
      const below = tf.add(tf.square(tf.sum(t, pixels)), tf.square(tf.sum(p, pixels)));
      return tf.sub(1, tf.div(both(t, p, pixels).mul(2), below));
    },
    "only-prediction-squared": (t: T, p: T) =>
      tf.sub(1, tf.div(both(t, p, pixels).mul(2), sizes(t, tf.square(p), pixels))),
    "square-of-p-plus-t": (t: T, p: T) =>
      tf.sub(1, tf.div(both(t, p, pixels).mul(2), tf.sum(tf.square(tf.add(t, p)), pixels))),
    "iou-of-squares": (t: T, p: T) => {
      const shared = both(t, p, pixels);
      return tf.sub(1, tf.div(shared, squares(t, p, pixels).sub(shared)));
    },
    half: (t: T, p: T) => tf.sub(1, tf.div(both(t, p, pixels), squares(t, p, pixels))),
    "score-not-loss": (t: T, p: T) => squaredScore(t, p, pixels),
    "pooled-over-batch": (t: T, p: T) => tf.sub(1, squaredScore(t, p, [0, 1, 2])),
    "one-number": (t: T, p: T) => tf.sub(1, squaredScore(t, p)),
  },
  "dice-gradient": {
    uphill: (t: T, p: T) => tf.div(rule(t, p).mul(2), tf.square(sizes(t, p))),
    "numerator-only": (t: T, p: T) => tf.div(t.mul(-2), sizes(t, p)),
    "denominator-not-squared": (t: T, p: T) => tf.div(rule(t, p).mul(-2), sizes(t, p)),
    "missing-two": (t: T, p: T) => tf.div(rule(t, p).neg(), tf.square(sizes(t, p))),
    "of-the-iou": (t: T, p: T) => {
      const shared = both(t, p);
      const union = tf.sub(sizes(t, p), shared);
      const above = tf.sub(tf.mul(shared, tf.sub(1, t)), tf.mul(t, union));
      return tf.div(above, tf.square(union));
    },
    "hard-labels-only": (t: T, p: T) => {
      const [shared, size] = [both(t, p), sizes(t, p)];
      const inside = tf.div(tf.sub(size, shared).mul(-2), tf.square(size));
      return tf.where(tf.greater(t, 0.5), inside, tf.div(shared.mul(2), tf.square(size)));
    },
    "p-minus-t": (t: T, p: T) => tf.sub(p, t),
  },
  "tversky-loss": {
    "prices-swapped": (t: T, p: T, alpha: number, beta: number) =>
      tf.sub(1, index(t, p, beta, alpha)),
    "sizes-not-errors": (t: T, p: T, alpha: number, beta: number) => {
      const hit = both(t, p, pixels);
      const below = hit.add(tf.sum(p, pixels).mul(alpha)).add(tf.sum(t, pixels).mul(beta));
      return tf.sub(1, hit.div(below));
    },
    "hits-left-out-below": (t: T, p: T, alpha: number, beta: number) => {
      const hit = both(t, p, pixels);
      const errors = tf
        .sum(p, pixels)
        .sub(hit)
        .mul(alpha)
        .add(tf.sum(t, pixels).sub(hit).mul(beta));
      return tf.sub(1, hit.div(errors));
    },
    "beta-from-alpha": (t: T, p: T, alpha: number) => tf.sub(1, index(t, p, alpha, 1 - alpha)),
    "always-iou": (t: T, p: T) => tf.sub(1, index(t, p, 1, 1)),
    "always-dice": (t: T, p: T) => tf.sub(1, index(t, p, 0.5, 0.5)),
    "score-not-loss": (t: T, p: T, alpha: number, beta: number) => index(t, p, alpha, beta),
    "pooled-over-batch": (t: T, p: T, alpha: number, beta: number) =>
      tf.sub(1, index(t, p, alpha, beta, [0, 1, 2])),
  },
};
