import * as tf from "@tensorflow/tfjs";
import type { Answers } from "../support/answers.js";

type T = tf.Tensor;

const entropyTerms = (labels: T): T => tf.mul(labels, tf.log(tf.maximum(labels, 1e-30)));
const lossTerms = (labels: T, logits: T): T => tf.mul(labels, tf.logSoftmax(logits, -1));

export const wrong: Answers = {
  "votes-to-labels": {
    "over-a-hundred": (votes: T) => votes.div(100),
    "over-all-images": (votes: T) => votes.div(tf.sum(votes)),
    "down-the-columns": (votes: T) => votes.div(tf.sum(votes, 0, true)),
    majority: (votes: T) => tf.oneHot(tf.argMax(votes, -1).toInt(), votes.shape[1] ?? 0).toFloat(),
    "softmax-of-votes": (votes: T) => tf.softmax(votes),
  },
  "label-entropy": {
    "zero-times-log-zero": (labels: T) => tf.neg(tf.sum(tf.mul(labels, tf.log(labels)), -1)),
    bits: (labels: T) => tf.neg(tf.sum(entropyTerms(labels), -1)).div(Math.LN2),
    negative: (labels: T) => tf.sum(entropyTerms(labels), -1),
    "negative: and NaN at 0": (labels: T) => tf.sum(tf.mul(labels, tf.log(labels)), -1),
    "mean-over-classes": (labels: T) => tf.neg(tf.mean(entropyTerms(labels), -1)),
    "one-number": (labels: T) => tf.neg(tf.mean(tf.sum(entropyTerms(labels), -1))),
  },
  "soft-cross-entropy": {
    "log-of-softmax": (labels: T, logits: T) =>
      tf.neg(tf.sum(tf.mul(labels, tf.log(tf.softmax(logits))), -1)),
    "overflowing-exponential": (labels: T, logits: T) => {
      const total = tf.sum(tf.exp(logits), -1, true);
      return tf.neg(tf.sum(tf.mul(labels, tf.sub(logits, tf.log(total))), -1));
    },
    divergence: (labels: T, logits: T) =>
      tf.sub(tf.sum(entropyTerms(labels), -1), tf.sum(lossTerms(labels, logits), -1)),
    binary: (labels: T, logits: T) =>
      tf.sum(tf.sub(tf.softplus(logits), tf.mul(logits, labels)), -1),
    clipped: (labels: T, logits: T) =>
      tf.neg(tf.sum(tf.mul(labels, tf.log(tf.clipByValue(tf.softmax(logits), 1e-7, 1))), -1)),
    "softmax-twice": (labels: T, logits: T) =>
      tf.neg(tf.sum(lossTerms(labels, tf.softmax(logits)), -1)),
    "hardened-label": (labels: T, logits: T) => {
      const winner = tf.oneHot(tf.argMax(labels, -1).toInt(), labels.shape[1] ?? 0).toFloat();
      return tf.neg(tf.sum(lossTerms(winner, logits), -1));
    },
    "mean-over-classes": (labels: T, logits: T) => tf.neg(tf.mean(lossTerms(labels, logits), -1)),
    "missing-minus": (labels: T, logits: T) => tf.sum(lossTerms(labels, logits), -1),
    "one-number": (labels: T, logits: T) => tf.neg(tf.mean(tf.sum(lossTerms(labels, logits), -1))),
  },
  "cross-entropy-gradient": {
    "p-minus-y": (labels: T, logits: T) => tf.sub(tf.softmax(logits), labels),
    uphill: (labels: T, logits: T) =>
      tf.sub(labels, tf.mul(tf.softmax(logits), tf.sum(labels, -1, true))),
    "factor-on-both": (labels: T, logits: T) =>
      tf.mul(tf.sub(tf.softmax(logits), labels), tf.sum(labels, -1, true)),
    "sum-of-the-batch": (labels: T, logits: T) =>
      tf.sub(tf.mul(tf.softmax(logits), tf.sum(labels)), labels),
    "divided-by-items": (labels: T, logits: T) =>
      tf
        .softmax(logits)
        .mul(tf.sum(labels, -1, true))
        .sub(labels)
        .div(labels.shape[0] ?? 1),
    "logits-not-probabilities": (labels: T, logits: T) =>
      tf.sub(tf.mul(logits, tf.sum(labels, -1, true)), labels),
  },
};
