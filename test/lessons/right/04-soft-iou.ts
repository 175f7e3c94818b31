import * as tf from "@tensorflow/tfjs";
import type { Answers } from "../support/answers.js";

type T = tf.Tensor;

/** [batch, height, width, classes] as [batch, classes, pixels]. */
const classRows = (masks: T): T => {
  const [batch = 0, height = 0, width = 0, classes = 0] = masks.shape;
  return tf.transpose(masks.reshape([batch, height * width, classes]), [0, 2, 1]);
};

export const right: Answers = {
  "thread-to-iou": {
    "by the reciprocal": (thread: T) => tf.sub(tf.div(1, tf.sub(1, thread)), 1),
    "by way of Dice": (thread: T) => {
      const dice = thread.mul(2);
      return dice.div(tf.sub(2, dice));
    },
  },
  "soft-iou": {
    "union pixel by pixel": (t: T, p: T) => {
      const shared = t.mul(p);
      const covered = t.add(p).sub(shared);
      return shared.sum([1, 2]).div(covered.sum([1, 2]));
    },
    "one axis after the other": (t: T, p: T) => {
      const total = (x: T) => tf.sum(tf.sum(x, 1), 1);
      const both = total(tf.mul(t, p));
      return tf.div(both, tf.sub(tf.add(total(t), total(p)), both));
    },
    "pixels in rows": (t: T, p: T) => {
      const [tRows, pRows] = [classRows(t), classRows(p)];
      const both = tRows.mul(pRows).sum(-1);
      const missed = tRows.mul(tf.sub(1, pRows)).sum(-1);
      return both.div(both.add(missed).add(pRows.mul(tf.sub(1, tRows)).sum(-1)));
    },
  },
  "soft-iou-loss": {
    "misses over union": (t: T, p: T, smooth: number) => {
      const misses = t
        .mul(tf.sub(1, p))
        .add(p.mul(tf.sub(1, t)))
        .sum([1, 2]);
      const both = t.mul(p).sum([1, 2]);
      return misses.div(misses.add(both).add(smooth)).mean();
    },
    "mean of one minus": (t: T, p: T, smooth: number) => {
      const both = tf.sum(tf.mul(t, p), [1, 2]);
      const union = tf.sub(tf.add(tf.sum(t, [1, 2]), tf.sum(p, [1, 2])), both);
      return tf.mean(tf.sub(1, tf.div(tf.add(both, smooth), tf.add(union, smooth))));
    },
  },
  "mean-iou": {
    "in plain numbers": (t: T, p: T) => {
      const both = t.mul(p).sum([1, 2]).dataSync();
      const areas = t.add(p).sum([1, 2]).dataSync();
      const scores = Array.from(both, (shared, i) => shared / ((areas[i] ?? 0) - shared));
      const known = scores.filter((score) => !Number.isNaN(score));
      return tf.scalar(known.reduce((total, score) => total + score, 0) / known.length);
    },
    "by logic": (t: T, p: T) => {
      const [a, b] = [t.toBool(), p.toBool()];
      const both = tf.sum(tf.logicalAnd(a, b).toFloat(), [1, 2]);
      const union = tf.sum(tf.logicalOr(a, b).toFloat(), [1, 2]);
      const occurring = tf.sum(tf.minimum(union, 1));
      return tf.sum(both.div(tf.maximum(union, 1))).div(occurring);
    },
  },
};
