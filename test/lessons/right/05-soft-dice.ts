import * as tf from "@tensorflow/tfjs";
import type { Answers } from "../support/answers.js";

type T = tf.Tensor;

const pixels = [1, 2];

export const right: Answers = {
  "dice-from-iou": {
    "by the reciprocal": (ious: T) => tf.mean(tf.sub(2, tf.div(2, tf.add(1, ious)))),
    "in plain numbers": (ious: T) => {
      const scores = Array.from(ious.dataSync(), (iou) => (2 * iou) / (1 + iou));
      return tf.scalar(scores.reduce((total, dice) => total + dice, 0) / scores.length);
    },
  },
  "squared-dice": {
    "by the squared distance": (t: T, p: T) => {
      const squares = tf.sum(tf.add(tf.square(t), tf.square(p)), pixels);
      return tf.div(tf.sum(tf.square(tf.sub(t, p)), pixels), squares);
    },
    "by products": (t: T, p: T) => {
      const total = (a: T, b: T) => a.mul(b).sum(pixels);
      return tf.sub(
        1,
        total(t, p)
          .mul(2)
          .div(total(t, t).add(total(p, p))),
      );
    },
  },
  "dice-gradient": {
    "in two terms": (t: T, p: T) => {
      const size = tf.add(tf.sum(t), tf.sum(p));
      const both = tf.sum(tf.mul(t, p));
      return tf.sub(tf.div(tf.mul(2, both), tf.square(size)), tf.div(tf.mul(2, t), size));
    },
    "from the score": (t: T, p: T) => {
      const size = tf.sum(t).add(tf.sum(p));
      const score = tf.sum(t.mul(p)).mul(2).div(size);
      return score.sub(t.mul(2)).div(size);
    },
  },
  "tversky-loss": {
    "errors pixel by pixel": (t: T, p: T, alpha: number, beta: number) => {
      const hit = t.mul(p).sum(pixels);
      const priced = p
        .mul(tf.sub(1, t))
        .mul(alpha)
        .add(t.mul(tf.sub(1, p)).mul(beta))
        .sum(pixels);
      return priced.div(hit.add(priced));
    },
    "from the sizes": (t: T, p: T, alpha: number, beta: number) => {
      const hit = tf.sum(tf.mul(t, p), pixels);
      const sizes = tf.add(tf.mul(alpha, tf.sum(p, pixels)), tf.mul(beta, tf.sum(t, pixels)));
      return tf.sub(1, tf.div(hit, tf.add(tf.mul(1 - alpha - beta, hit), sizes)));
    },
  },
};
