import * as tf from "@tensorflow/tfjs";
import type { Answers } from "../support/answers.js";

type T = tf.Tensor;

const difference = (logits: T): T => tf.sum(logits.mul(tf.tensor2d([[-1, 1]])), -1);
const loss = (t: T, x: T): T =>
  tf
    .relu(x)
    .sub(x.mul(t))
    .add(tf.log1p(tf.exp(tf.neg(tf.abs(x)))));
const byDefinition = (t: T, p: T): T =>
  tf.neg(t.mul(tf.log(p)).add(tf.sub(1, t).mul(tf.log(tf.sub(1, p)))));
const slope = (t: T, x: T, alpha: number): T => tf.sigmoid(x.mul(alpha)).sub(t).mul(alpha);

export const wrong: Answers = {
  "one-channel": {
    swapped: (logits: T) => tf.neg(difference(logits)),
    "foreground-only": (logits: T) => logits.slice([0, 1], [-1, 1]).squeeze([1]),
    hard: (logits: T) => tf.argMax(logits, -1).toFloat(),
    probability: (logits: T) => tf.softmax(logits).slice([0, 1], [-1, 1]).squeeze([1]),
    "by-the-odds": (logits: T) => {
      const p = tf.softmax(logits).slice([0, 1], [-1, 1]).squeeze([1]);
      return tf.log(p.div(tf.sub(1, p)));
    },
    halved: (logits: T) => difference(logits).div(2),
  },
  "binary-cross-entropy": {
    naive: (t: T, x: T) => byDefinition(t, tf.sigmoid(x)),
    clipped: (t: T, x: T) => byDefinition(t, tf.clipByValue(tf.sigmoid(x), 1e-6, 1 - 1e-6)),
    "epsilon-in-log": (t: T, x: T) => {
      const p = tf.sigmoid(x);
      const background = tf.sub(1, t).mul(tf.log(tf.sub(1, p).add(1e-7)));
      return tf.neg(t.mul(tf.log(p.add(1e-7))).add(background));
    },
    "abs-forgotten": (t: T, x: T) =>
      tf
        .relu(x)
        .sub(x.mul(t))
        .add(tf.log1p(tf.exp(tf.neg(x)))),
    "overflow-above": (t: T, x: T) => tf.log(tf.add(1, tf.exp(x))).sub(x.mul(t)),
    "overflow-below": (t: T, x: T) => x.sub(x.mul(t)).add(tf.log(tf.add(1, tf.exp(tf.neg(x))))),
    "foreground-term-only": (t: T, x: T) => t.mul(loss(tf.onesLike(t), x)),
    "sign-of-the-target": (t: T, x: T) => loss(tf.sub(1, t), x),
    "sigmoid-twice": (t: T, x: T) => loss(t, tf.sigmoid(x)),
    "one-number": (t: T, x: T) => tf.mean(loss(t, x)),
  },
  "binary-gradient": {
    "alpha-forgotten": (t: T, x: T, alpha: number) => slope(t, x, alpha).div(alpha),
    "alpha-only-outside": (t: T, x: T, alpha: number) => tf.sigmoid(x).sub(t).mul(alpha),
    uphill: (t: T, x: T, alpha: number) => tf.neg(slope(t, x, alpha)),
    "slope-of-sigmoid-left-in": (t: T, x: T, alpha: number) => {
      const p = tf.sigmoid(x.mul(alpha));
      return slope(t, x, alpha).mul(p).mul(tf.sub(1, p));
    },
    "no-sigmoid": (t: T, x: T, alpha: number) => x.mul(alpha).sub(t).mul(alpha),
    "cancelled-too-late": (t: T, x: T, alpha: number) => {
      const p = tf.sigmoid(x.mul(alpha));
      const byProbability = tf.sub(1, t).div(tf.sub(1, p)).sub(t.div(p));
      return byProbability.mul(p).mul(tf.sub(1, p)).mul(alpha);
    },
    "divided-by-pixels": (t: T, x: T, alpha: number) => slope(t, x, alpha).div(x.size),
  },
  "void-pixels": {
    "mask-ignored": (t: T, x: T) => tf.mean(loss(t, x)),
    "divided-by-all": (t: T, x: T, mask: T) => tf.mean(loss(t, x).mul(mask)),
    "loss-from-probabilities": (t: T, x: T, mask: T) =>
      tf.div(tf.sum(byDefinition(t, tf.sigmoid(x)).mul(mask)), tf.sum(mask)),
    "logits-masked": (t: T, x: T, mask: T) => tf.mean(loss(t, x.mul(mask))),
    "targets-masked": (t: T, x: T, mask: T) => tf.mean(loss(t.mul(mask), x)),
    inverted: (t: T, x: T, mask: T) => {
      const rest = tf.sub(1, mask);
      return tf.div(tf.sum(loss(t, x).mul(rest)), tf.sum(rest));
    },
    "mean-of-image-means": (t: T, x: T, mask: T) => {
      const sums = tf.sum(loss(t, x).mul(mask), [1, 2]);
      return tf.mean(sums.div(tf.sum(mask, [1, 2])));
    },
    sum: (t: T, x: T, mask: T) => tf.sum(loss(t, x).mul(mask)),
  },
};
