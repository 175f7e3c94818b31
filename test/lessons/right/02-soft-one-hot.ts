import * as tf from "@tensorflow/tfjs";
import type { Answers } from "../support/answers.js";

type T = tf.Tensor;

export const right: Answers = {
  "hardened-labels": {
    "stretched logits": (logits: T, alpha: number) => tf.softmax(logits.mul(alpha)),
    "by shifted exponentials": (logits: T, alpha: number) => {
      const powers = tf.exp(logits.sub(logits.max(-1, true)).mul(alpha));
      return powers.div(powers.sum(-1, true));
    },
    "by the logarithm": (logits: T, alpha: number) => tf.exp(tf.logSoftmax(logits.mul(alpha))),
  },
  "saturation-slope": {
    "of the sigmoid": (difference: T, alpha: number) => {
      const p = tf.sigmoid(difference.mul(alpha));
      return p.mul(tf.sub(1, p)).mul(alpha);
    },
    "by cosh": (difference: T, alpha: number) =>
      tf.div(alpha, tf.square(tf.cosh(tf.minimum(difference.mul(alpha / 2).abs(), 40))).mul(4)),
  },
  "log-soft-labels": {
    "shift, then sum": (logits: T, alpha: number) => {
      const x = logits.mul(alpha);
      const shifted = tf.sub(x, tf.max(x, -1, true));
      return shifted.sub(tf.log(tf.sum(tf.exp(shifted), -1, true)));
    },
    "sum, then shift back": (logits: T, alpha: number) => {
      const x = logits.mul(alpha);
      const largest = tf.max(x, -1, true);
      const total = tf.log(tf.sum(tf.exp(tf.sub(x, largest)), -1, true));
      return tf.sub(x, tf.add(largest, total));
    },
  },
  "row-entropy": {
    "by the logarithm": (logits: T, alpha: number) => {
      const logP = tf.logSoftmax(logits.mul(alpha));
      return tf.neg(tf.sum(tf.mul(tf.exp(logP), logP), -1));
    },
    "sum of logits": (logits: T, alpha: number) => {
      const x = logits.mul(alpha);
      const shifted = x.sub(x.max(-1, true));
      const powers = shifted.exp();
      const total = powers.sum(-1);
      return total.log().sub(powers.mul(shifted).sum(-1).div(total));
    },
  },
};
