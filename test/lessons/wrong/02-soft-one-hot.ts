import * as tf from "@tensorflow/tfjs";
import type { Answers } from "../support/answers.js";

type T = tf.Tensor;

const logLabels = (logits: T, alpha: number): T => tf.logSoftmax(logits.mul(alpha));
const terms = (logits: T, alpha: number): T => {
  const logs = logLabels(logits, alpha);
  return logs.exp().mul(logs);
};
const entropyOf = (logits: T, alpha: number): T => tf.neg(tf.sum(terms(logits, alpha), -1));

export const wrong: Answers = {
  "hardened-labels": {
    "alpha-outside": (logits: T, alpha: number) => tf.softmax(logits).mul(alpha),
    "alpha-outside: by exponentials": (logits: T, alpha: number) => {
      const powers = tf.exp(logits);
      return powers.mul(alpha).div(powers.sum(-1, true));
    },
    "divided-by-alpha": (logits: T, alpha: number) => tf.softmax(logits.div(alpha)),
    "alpha-ignored": (logits: T) => tf.softmax(logits),
    "alpha-ignored: as a factor that cancels": (logits: T, alpha: number) => {
      const powers = tf.exp(logits).mul(alpha);
      return powers.div(powers.sum(-1, true));
    },
    unshifted: (logits: T, alpha: number) => {
      const powers = tf.exp(logits.mul(alpha));
      return powers.div(powers.sum(-1, true));
    },
    "not-divided": (logits: T, alpha: number) => tf.exp(logits.mul(alpha)),
    "one-hot": (logits: T) =>
      tf.oneHot(tf.argMax(logits, -1).toInt(), logits.shape.at(-1) ?? 0).toFloat(),
    "down-the-columns": (logits: T, alpha: number) =>
      tf.softmax(logits.mul(alpha).transpose()).transpose(),
    "over-everything": (logits: T, alpha: number) =>
      tf.softmax(logits.mul(alpha).flatten()).reshape(logits.shape),
    "over-everything: by exponentials": (logits: T, alpha: number) => {
      const powers = tf.exp(logits.mul(alpha));
      return powers.div(powers.sum());
    },
  },
  "saturation-slope": {
    "inner-derivative-missing": (difference: T, alpha: number) => {
      const p = tf.sigmoid(difference.mul(alpha));
      return p.mul(tf.sub(1, p));
    },
    "alpha-only-outside": (difference: T, alpha: number) => {
      const p = tf.sigmoid(difference);
      return p.mul(tf.sub(1, p)).mul(alpha);
    },
    "label-not-slope": (difference: T, alpha: number) => tf.sigmoid(difference.mul(alpha)),
    negative: (difference: T, alpha: number) => {
      const p = tf.sigmoid(difference.mul(alpha));
      return p.mul(tf.sub(p, 1)).mul(alpha);
    },
    "square-of-the-label": (difference: T, alpha: number) =>
      tf.square(tf.sigmoid(difference.mul(alpha))).mul(alpha),
  },
  "log-soft-labels": {
    "log-of-softmax": (logits: T, alpha: number) => tf.log(tf.softmax(logits.mul(alpha))),
    "no-shift": (logits: T, alpha: number) => {
      const x = logits.mul(alpha);
      return tf.sub(x, tf.log(tf.sum(tf.exp(x), -1, true)));
    },
    "one-maximum": (logits: T, alpha: number) => {
      const x = logits.mul(alpha);
      const shifted = tf.sub(x, tf.max(x));
      return tf.sub(shifted, tf.log(tf.sum(tf.exp(shifted), -1, true)));
    },
    "half-shifted": (logits: T, alpha: number) => {
      const x = logits.mul(alpha);
      const shifted = tf.sub(x, tf.max(x, -1, true));
      return tf.sub(x, tf.log(tf.sum(tf.exp(shifted), -1, true)));
    },
    "alpha-after": (logits: T, alpha: number) => {
      const shifted = tf.sub(logits, tf.max(logits, -1, true));
      return tf.sub(shifted, tf.log(tf.sum(tf.exp(shifted), -1, true))).mul(alpha);
    },
    "total-not-logged": (logits: T, alpha: number) => {
      const x = logits.mul(alpha);
      const shifted = tf.sub(x, tf.max(x, -1, true));
      return tf.sub(shifted, tf.sum(tf.exp(shifted), -1, true));
    },
  },
  "row-entropy": {
    "zero-times-log-zero": (logits: T, alpha: number) => {
      const p = tf.softmax(logits.mul(alpha));
      return tf.neg(tf.sum(tf.mul(p, tf.log(p)), -1));
    },
    "alpha-ignored": (logits: T) => entropyOf(logits, 1),
    "alpha-ignored: from probabilities": (logits: T) => {
      const p = tf.softmax(logits);
      return tf.neg(tf.sum(tf.mul(p, tf.log(p)), -1));
    },
    "not-weighed": (logits: T, alpha: number) => tf.neg(tf.sum(logLabels(logits, alpha), -1)),
    "alpha-not-in-log": (logits: T, alpha: number) =>
      tf.neg(tf.sum(tf.softmax(logits.mul(alpha)).mul(tf.logSoftmax(logits)), -1)),
    "alpha-only-in-log": (logits: T, alpha: number) =>
      tf.neg(tf.sum(tf.softmax(logits).mul(tf.logSoftmax(logits.mul(alpha))), -1)),
    bits: (logits: T, alpha: number) => entropyOf(logits, alpha).div(Math.LN2),
    "bits: from probabilities": (logits: T, alpha: number) => {
      const p = tf.softmax(logits.mul(alpha));
      return tf.neg(tf.sum(p.mul(tf.log(p).div(Math.LN2)), -1));
    },
    negative: (logits: T, alpha: number) => tf.sum(terms(logits, alpha), -1),
    "negative: from probabilities": (logits: T, alpha: number) => {
      const p = tf.softmax(logits.mul(alpha));
      return tf.sum(tf.mul(p, tf.log(p)), -1);
    },
    "mean-over-classes": (logits: T, alpha: number) => tf.neg(tf.mean(terms(logits, alpha), -1)),
    "one-number": (logits: T, alpha: number) => tf.mean(entropyOf(logits, alpha)),
  },
};
