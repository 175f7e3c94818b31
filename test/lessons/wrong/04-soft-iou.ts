import * as tf from "@tensorflow/tfjs";
import type { Answers } from "../support/answers.js";

type T = tf.Tensor;

const pixels = [1, 2];
const both = (t: T, p: T, axes?: number[]): T => tf.sum(tf.mul(t, p), axes);
const areas = (t: T, p: T, axes?: number[]): T => tf.sum(tf.add(t, p), axes);
const union = (t: T, p: T, axes?: number[]): T => tf.sub(areas(t, p, axes), both(t, p, axes));
const quotient = (t: T, p: T, axes?: number[]): T => tf.div(both(t, p, axes), union(t, p, axes));

const withAbsent =
  (absent: number) =>
  (t: T, p: T): T => {
    const covered = union(t, p, pixels);
    const scores = tf.divNoNan(both(t, p, pixels), covered);
    return tf.mean(tf.where(tf.greater(covered, 0), scores, tf.fill(scores.shape, absent)));
  };

export const wrong: Answers = {
  "thread-to-iou": {
    doubled: (thread: T) => thread.mul(2),
    inverse: (thread: T) => thread.div(thread.add(1)),
    sign: (thread: T) => thread.div(thread.sub(1)),
    "already-dice": (thread: T) => thread.div(tf.sub(2, thread)),
    unchanged: (thread: T) => thread,
  },
  "soft-iou": {
    "half-dice": (t: T, p: T) => tf.div(both(t, p, pixels), areas(t, p, pixels)),
    dice: (t: T, p: T) => tf.div(both(t, p, pixels).mul(2), areas(t, p, pixels)),
    "axes-of-the-thread": (t: T, p: T) => quotient(t, p, [2, 3]),
    "pooled-over-batch": (t: T, p: T) => quotient(t, p, [0, 1, 2]),
    "over-classes-too": (t: T, p: T) => quotient(t, p, [1, 2, 3]),
    "min-and-max": (t: T, p: T) =>
      tf.div(tf.sum(tf.minimum(t, p), pixels), tf.sum(tf.maximum(t, p), pixels)),
    "maximum-as-union": (t: T, p: T) =>
      tf.div(both(t, p, pixels), tf.sum(tf.maximum(t, p), pixels)),
    "one-number": (t: T, p: T) => quotient(t, p),
    "mean-of-quotients": (t: T, p: T) => {
      const product = tf.mul(t, p);
      return tf.mean(tf.div(product, tf.sub(tf.add(t, p), product)), pixels);
    },
  },
  "soft-iou-loss": {
    "score-not-loss": (t: T, p: T, smooth: number) =>
      tf.mean(tf.div(both(t, p, pixels).add(smooth), union(t, p, pixels).add(smooth))),
    "smooth-below-only": (t: T, p: T, smooth: number) =>
      tf.sub(1, tf.mean(tf.div(both(t, p, pixels), union(t, p, pixels).add(smooth)))),
    "smoothed-dice": (t: T, p: T, smooth: number) => {
      const numerator = both(t, p, pixels).mul(2).add(smooth);
      return tf.sub(1, tf.mean(tf.div(numerator, areas(t, p, pixels).add(smooth))));
    },
    "half-dice": (t: T, p: T, smooth: number) =>
      tf.sub(1, tf.mean(tf.div(both(t, p, pixels).add(smooth), areas(t, p, pixels).add(smooth)))),
    pooled: (t: T, p: T, smooth: number) =>
      tf.sub(1, tf.div(both(t, p).add(smooth), union(t, p).add(smooth))),
    "smooth-every-pixel": (t: T, p: T, smooth: number) => {
      const product = tf.mul(t, p);
      const covered = tf.sub(tf.add(t, p), product);
      const scores = tf.div(
        tf.sum(product.add(smooth), pixels),
        tf.sum(covered.add(smooth), pixels),
      );
      return tf.sub(1, tf.mean(scores));
    },
    "smooth-every-pixel-above": (t: T, p: T, smooth: number) =>
      tf.sub(1, tf.mean(tf.div(tf.sum(tf.mul(t, p).add(smooth), pixels), union(t, p, pixels)))),
    "smooth-above-only": (t: T, p: T, smooth: number) => {
      const shared = both(t, p, pixels).add(smooth);
      const covered = tf.sub(areas(t, p, pixels), shared).add(smooth);
      return tf.sub(1, tf.mean(tf.div(shared, covered)));
    },
    "no-smooth": (t: T, p: T) => tf.sub(1, tf.mean(quotient(t, p, pixels))),
  },
  "mean-iou": {
    "not-a-number": (t: T, p: T) => tf.mean(quotient(t, p, pixels)),
    "absent-is-zero": (t: T, p: T) => tf.mean(tf.divNoNan(both(t, p, pixels), union(t, p, pixels))),
    "absent-is-one": withAbsent(1),
    "only-in-target": (t: T, p: T) => {
      const present = tf.greater(tf.sum(t, pixels), 0).toFloat();
      const scores = tf.divNoNan(both(t, p, pixels), union(t, p, pixels));
      return tf.div(tf.sum(scores.mul(present)), tf.sum(present));
    },
    "mean-of-means": (t: T, p: T) => {
      const covered = union(t, p, pixels);
      const occurs = tf.greater(covered, 0).toFloat();
      const scores = tf.divNoNan(both(t, p, pixels), covered);
      return tf.mean(tf.div(tf.sum(scores, -1), tf.sum(occurs, -1)));
    },
    "pooled-over-batch": (t: T, p: T) => {
      const covered = union(t, p, [0, 1, 2]);
      const scores = tf.divNoNan(both(t, p, [0, 1, 2]), covered);
      return tf.div(tf.sum(scores), tf.sum(tf.greater(covered, 0).toFloat()));
    },
  },
};
