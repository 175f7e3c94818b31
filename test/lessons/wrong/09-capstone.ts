import * as tf from "@tensorflow/tfjs";
import type { Answers } from "../support/answers.js";

type T = tf.Tensor;

/** Everybody's masks, [annotators, side, side]; signs turn the shifts and the growth about. */
function everyMask(blob: T, habits: T, side: number, shift = 1, growth = 1): T {
  const [bx, by, r] = blob.dataSync();
  const masks = (habits.arraySync() as number[][]).map(([dx = 0, dy = 0, grow = 0]) => {
    const x = tf.range(0, side).sub((bx ?? 0) + shift * dx);
    const y = tf.range(0, side).sub((by ?? 0) + shift * dy);
    const distance = y
      .square()
      .reshape([side, 1])
      .add(x.square().reshape([1, side]))
      .sqrt();
    return distance.less((r ?? 0) + growth * grow).toFloat();
  });
  return tf.stack(masks);
}

const excess = (q: T, p: T): T => q.sub(p).square();
const noise = (q: T): T => q.mul(tf.sub(1, q));
const perItem = (x: T): T => x.sum(-1).mean();

/** Counts, mean truths and mean predictions of the bins. */
function binned(q: T, p: T, bins: number) {
  const bin = p
    .mul(bins)
    .floor()
    .minimum(bins - 1)
    .toInt()
    .as1D();
  const members = tf.oneHot(bin, bins).toFloat();
  const counts = members.sum(0);
  const meanOf = (x: T) => tf.divNoNan(members.mul(x.reshape([-1, 1])).sum(0), counts);
  return { counts, truths: meanOf(q), predictions: meanOf(p) };
}

const variance = (x: T): T => tf.sum(tf.squaredDifference(x, x.mean())).div(x.size - 1);

export const wrong: Answers = {
  "annotator-share": {
    transposed: (blob: T, habits: T, side: number) =>
      everyMask(blob, habits, side).mean(0).transpose(),
    counts: (blob: T, habits: T, side: number) => everyMask(blob, habits, side).sum(0),
    majority: (blob: T, habits: T, side: number) =>
      everyMask(blob, habits, side).mean(0).greater(0.5).toFloat(),
    "shifted-backwards": (blob: T, habits: T, side: number) =>
      everyMask(blob, habits, side, -1).mean(0),
    "growth-forgotten": (blob: T, habits: T, side: number) =>
      everyMask(blob, habits, side, 1, 0).mean(0),
  },
  "expected-brier": {
    "whole-first": (q: T, p: T) =>
      tf.stack([perItem(excess(q, p).add(noise(q))), perItem(noise(q))]),
    "noise-of-the-prediction": (q: T, p: T) => tf.stack([perItem(excess(q, p)), perItem(noise(p))]),
    entropy: (q: T, p: T) =>
      tf.stack([perItem(excess(q, p)), perItem(q.mul(q.maximum(1e-20).log())).neg()]),
    "summed-over-items": (q: T, p: T) => tf.stack([excess(q, p).sum(), noise(q).sum()]),
    "mean-over-classes": (q: T, p: T) => tf.stack([excess(q, p).mean(), noise(q).mean()]),
  },
  "calibration-gap": {
    "bins-alike": (q: T, p: T, bins: number) => {
      const { counts, truths, predictions } = binned(q, p, bins);
      return truths.sub(predictions).abs().sum().div(counts.minimum(1).sum());
    },
    signed: (q: T, p: T) => p.mean().sub(q.mean()),
    "item-by-item": (q: T, p: T) => p.sub(q).abs().mean(),
    "middle-of-the-bin": (q: T, p: T, bins: number) => {
      const { counts, truths } = binned(q, p, bins);
      const middles = tf.range(0, bins).add(0.5).div(bins);
      return truths.sub(middles).abs().mul(counts).sum().div(p.size);
    },
    squared: (q: T, p: T, bins: number) => {
      const { counts, truths, predictions } = binned(q, p, bins);
      return truths.sub(predictions).square().mul(counts).sum().div(p.size);
    },
  },
  "paired-difference": {
    unpaired: (a: T, b: T) =>
      tf.stack([a.sub(b).mean(), variance(a).add(variance(b)).div(a.size).sqrt()]),
    "deviation-not-error": (a: T, b: T) => tf.stack([a.sub(b).mean(), variance(a.sub(b)).sqrt()]),
    "divided-by-n": (a: T, b: T) => {
      const d = a.sub(b);
      return tf.stack([d.mean(), tf.moments(d).variance.div(d.size).sqrt()]);
    },
    "second-minus-first": (a: T, b: T) =>
      tf.stack([b.sub(a).mean(), variance(a.sub(b)).div(a.size).sqrt()]),
  },
};
