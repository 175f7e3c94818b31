import * as tf from "@tensorflow/tfjs";
import type { Answers } from "../support/answers.js";

type T = tf.Tensor;

export const right: Answers = {
  "votes-to-labels": {
    "by exponent and softmax": (votes: T) => tf.softmax(tf.log(votes)),
    "row by row": (votes: T) => tf.stack(tf.unstack(votes).map((row) => row.div(tf.sum(row)))),
  },
  "label-entropy": {
    "zeros replaced by ones": (labels: T) => {
      const safe = tf.where(tf.greater(labels, 0), labels, tf.onesLike(labels));
      return labels.mul(safe.log()).sum(-1).neg();
    },
    "in plain numbers": (labels: T) => {
      const rows = labels.arraySync() as number[][];
      return tf.tensor1d(
        rows.map((row) => row.reduce((h, y) => (y > 0 ? h - y * Math.log(y) : h), 0)),
      );
    },
  },
  "soft-cross-entropy": {
    "by log-sum-exp": (labels: T, logits: T) => {
      const logs = tf.sub(logits, tf.logSumExp(logits, -1, true));
      return labels.mul(logs).sum(-1).neg();
    },
    "largest logit taken out": (labels: T, logits: T) => {
      const shifted = tf.sub(logits, tf.max(logits, -1, true));
      const total = shifted.exp().sum(-1).log();
      return tf.sub(total.mul(labels.sum(-1)), labels.mul(shifted).sum(-1));
    },
  },
  "cross-entropy-gradient": {
    "by the logarithm": (labels: T, logits: T) => {
      const logs = tf.sub(logits, tf.logSumExp(logits, -1, true));
      return tf.sub(tf.exp(logs).mul(tf.sum(labels, -1, true)), labels);
    },
    "rows weighed": (labels: T, logits: T) =>
      tf.softmax(logits, -1).mul(labels.sum(1).expandDims(1)).sub(labels),
  },
};
