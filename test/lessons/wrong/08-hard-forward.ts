import * as tf from "@tensorflow/tfjs";
import type { Answers } from "../support/answers.js";

type T = tf.Tensor;

const shownBy = (masks: T, p: T): T => masks.mul(p).add(tf.sub(1, masks).mul(tf.sub(1, p)));

/** The slope of 1 − IoU at any mask. */
const slopeAt = (t: T, mask: T): T =>
  tf.grad((m: T) => {
    const both = tf.sum(tf.mul(t, m));
    return tf.sub(1, tf.div(both, tf.sub(tf.sum(tf.add(t, m)), both)));
  })(mask);

const sigmoidSlope = (p: T): T => p.mul(tf.sub(1, p));

const parts = (estimates: T, exact: T) => {
  const mean = tf.mean(estimates, 0);
  return {
    bias: tf.sum(tf.squaredDifference(mean, exact)),
    variance: tf.sum(tf.mean(tf.squaredDifference(estimates, mean), 0)),
    error: tf.sum(tf.mean(tf.squaredDifference(estimates, exact), 0)),
  };
};

const gumbel = (u: T): T => tf.neg(tf.log(tf.neg(tf.log(u))));

/** The losses after each error. */
const losses = (sorted: T): T =>
  tf.sub(
    1,
    sorted
      .sum()
      .sub(tf.cumsum(sorted, 0))
      .div(sorted.sum().add(tf.cumsum(tf.sub(1, sorted), 0))),
  );
const differences = (after: T, first: T): T =>
  tf.concat([first, after.slice(1).sub(after.slice(0, after.size - 1))]);

export const wrong: Answers = {
  "expected-hard-loss": {
    "every-mask-alike": (_: T, losses: T) => tf.mean(losses),
    "likeliest-only": (masks: T, losses: T, z: T) => {
      const same = tf.all(tf.equal(masks, z.greater(0).toFloat()), -1).toFloat();
      return tf.sum(same.mul(losses));
    },
    "zeros-for-free": (masks: T, losses: T, z: T) => {
      const p = tf.sigmoid(z);
      return tf.sum(tf.prod(masks.mul(p).add(tf.sub(1, masks)), -1).mul(losses));
    },
    "zeros-weigh-nothing": (masks: T, losses: T, z: T) =>
      tf.sum(tf.prod(masks.mul(tf.sigmoid(z)), -1).mul(losses)),
    "logits-as-probabilities": (masks: T, losses: T, z: T) =>
      tf.sum(tf.prod(shownBy(masks, z), -1).mul(losses)),
    "mean-of-products": (masks: T, losses: T, z: T) =>
      tf.mean(tf.prod(shownBy(masks, tf.sigmoid(z)), -1).mul(losses)),
    summed: (masks: T, losses: T, z: T) =>
      tf.sum(tf.sum(shownBy(masks, tf.sigmoid(z)), -1).mul(losses)),
    "summed-not-multiplied": (masks: T, losses: T, z: T) =>
      tf.sum(tf.mean(shownBy(masks, tf.sigmoid(z)), -1).mul(losses)),
    "coins-turned-round": (masks: T, losses: T, z: T) =>
      tf.sum(tf.prod(shownBy(masks, tf.sub(1, tf.sigmoid(z))), -1).mul(losses)),
  },
  "straight-through": {
    flat: (t: T, z: T) =>
      tf.grad((x: T) => {
        const m = tf.round(tf.sigmoid(x));
        const both = tf.sum(tf.mul(t, m));
        return tf.sub(1, tf.div(both, tf.sub(tf.sum(tf.add(t, m)), both)));
      })(z),
    "soft-forward": (t: T, z: T) => {
      const p = tf.sigmoid(z);
      return slopeAt(t, p).mul(sigmoidSlope(p));
    },
    "stops-at-the-mask": (t: T, z: T) => slopeAt(t, tf.sigmoid(z).round()),
    "score-not-loss": (t: T, z: T) => {
      const p = tf.sigmoid(z);
      return slopeAt(t, p.round()).mul(sigmoidSlope(p)).neg();
    },
  },
  "bias-and-variance": {
    "error-for-variance": (estimates: T, exact: T) => {
      const { bias, error } = parts(estimates, exact);
      return tf.stack([bias, error]);
    },
    "error-for-bias": (estimates: T, exact: T) => {
      const { error, variance } = parts(estimates, exact);
      return tf.stack([error, variance]);
    },
    swapped: (estimates: T, exact: T) => {
      const { bias, variance } = parts(estimates, exact);
      return tf.stack([variance, bias]);
    },
    "one-mean-for-all": (estimates: T, exact: T) => {
      const { mean, variance } = tf.moments(estimates);
      return tf.stack([tf.sum(tf.squaredDifference(mean, exact)), variance]);
    },
    "length-not-squared": (estimates: T, exact: T) => {
      const { bias, variance } = parts(estimates, exact);
      return tf.stack([tf.sqrt(bias), variance]);
    },
    "not-squared": (estimates: T, exact: T) => {
      const bias = tf.sum(tf.abs(tf.mean(estimates, 0).sub(exact)));
      return tf.stack([bias, parts(estimates, exact).variance]);
    },
    "one-less": (estimates: T, exact: T) => {
      const { bias, variance } = parts(estimates, exact);
      const draws = estimates.shape[0] ?? 0;
      return tf.stack([bias, variance.mul(draws / (draws - 1))]);
    },
    "mean-over-pixels": (estimates: T, exact: T) => {
      const { bias, variance } = parts(estimates, exact);
      return tf.stack([bias, variance]).div(exact.size);
    },
  },
  "gumbel-sample": {
    "no-noise": (z: T, _: T, tau: number) => tf.softmax(z.div(tau)),
    "uniform-noise": (z: T, u: T, tau: number) => tf.softmax(z.add(u).div(tau)),
    "one-logarithm": (z: T, u: T, tau: number) => tf.softmax(z.sub(u.log()).div(tau)),
    "noise-subtracted": (z: T, u: T, tau: number) => tf.softmax(z.sub(gumbel(u)).div(tau)),
    "noise-not-cooled": (z: T, u: T, tau: number) => tf.softmax(z.div(tau).add(gumbel(u))),
    "noise-alone-cooled": (z: T, u: T, tau: number) => tf.softmax(z.add(gumbel(u).div(tau))),
    "softmax-first": (z: T, u: T, tau: number) => tf.softmax(tf.softmax(z).add(gumbel(u)).div(tau)),
    "divided-after": (z: T, u: T, tau: number) => tf.softmax(z.add(gumbel(u))).div(tau),
    multiplied: (z: T, u: T, tau: number) => tf.softmax(z.add(gumbel(u)).mul(tau)),
    hardened: (z: T, u: T) =>
      tf.oneHot(tf.argMax(z.add(gumbel(u)), -1).toInt(), z.shape.at(-1) ?? 1).toFloat(),
  },
  "jaccard-steps": {
    "not-differenced": losses,
    "losses-before": (sorted: T) =>
      tf.concat([tf.zeros([1]), losses(sorted).slice(0, sorted.size - 1)]),
    "iou-for-loss": (sorted: T) => {
      const scores = tf.sub(1, losses(sorted));
      return differences(scores, scores.slice(0, 1));
    },
    "first-forgotten": (sorted: T) => differences(losses(sorted), tf.zeros([1])),
    "of-the-score": (sorted: T) => {
      const after = losses(sorted);
      return differences(after, after.slice(0, 1)).neg();
    },
    "union-kept": (sorted: T) => sorted.div(sorted.sum()),
    "union-of-all-wrong": (sorted: T) => {
      const total = sorted.sum();
      const wrong = tf.range(1, sorted.size + 1);
      const after = tf.sub(1, total.sub(tf.cumsum(sorted, 0)).div(total.add(wrong)));
      return differences(after, after.slice(0, 1));
    },
  },
};
