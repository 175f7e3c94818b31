import * as tf from "@tensorflow/tfjs";
import type { Answers } from "../support/answers.js";

type T = tf.Tensor;

const byParts = (target: T, logits: T): T =>
  tf
    .relu(logits)
    .sub(logits.mul(target))
    .add(tf.log1p(tf.exp(tf.neg(tf.abs(logits)))));

export const right: Answers = {
  "one-channel": {
    "channel by channel": (logits: T) =>
      logits
        .slice([0, 1], [-1, 1])
        .sub(logits.slice([0, 0], [-1, 1]))
        .squeeze([1]),
    "by a product": (logits: T) => tf.sum(logits.mul(tf.tensor2d([[-1, 1]])), -1),
    unstacked: (logits: T) => {
      const [background, foreground] = tf.unstack(logits, -1);
      return tf.sub(foreground ?? 0, background ?? 0);
    },
  },
  "binary-cross-entropy": {
    "by parts": byParts,
    "two softmax classes": (target: T, logits: T) => {
      const log = tf.logSoftmax(tf.stack([tf.zerosLike(logits), logits], -1));
      const labels = tf.stack([tf.sub(1, target), target], -1);
      return tf.neg(tf.sum(log.mul(labels), -1));
    },
    "by softplus": (target: T, logits: T) => tf.softplus(logits).sub(logits.mul(target)),
  },
  "binary-gradient": {
    "p minus t": (target: T, logits: T, alpha: number) =>
      tf.sigmoid(logits.mul(alpha)).sub(target).mul(alpha),
    "push and pull": (target: T, logits: T, alpha: number) => {
      const p = tf.sigmoid(logits.mul(alpha));
      const pull = target.mul(tf.sub(1, p));
      return tf.sub(1, target).mul(p).sub(pull).mul(alpha);
    },
  },
  "void-pixels": {
    "sum over count": (target: T, logits: T, mask: T) =>
      tf.div(tf.sum(byParts(target, logits).mul(mask)), tf.sum(mask)),
    "by TensorFlow.js's weighted mean": (target: T, logits: T, mask: T) =>
      tf.losses.computeWeightedLoss(byParts(target, logits), mask),
    "chosen by where": (target: T, logits: T, mask: T) =>
      tf.div(
        tf.sum(tf.where(mask.toBool(), byParts(target, logits), tf.zerosLike(logits))),
        tf.sum(mask),
      ),
    "by weights": (target: T, logits: T, mask: T) =>
      tf.sum(byParts(target, logits).mul(mask.div(tf.sum(mask)))),
  },
};
