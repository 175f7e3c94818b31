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
function binned(q: T, p: T, bins: number, { by = p, last = bins - 1 } = {}) {
  const bin = by.mul(bins).floor().minimum(last).toInt().as1D();
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
    "mean-habit": (blob: T, habits: T, side: number) =>
      everyMask(blob, habits.mean(0, true), side).mean(0),
    "root-forgotten": (blob: T, habits: T, side: number) => {
      const [bx, by, r, dx, dy, grow] = [...tf.split(blob, 3), ...tf.split(habits, 3, 1)];
      const along = (size: number[], centre: T | undefined, shift: T | undefined) =>
        tf
          .range(0, side)
          .reshape(size)
          .sub(centre ?? 0)
          .sub(shift?.reshape([-1, 1, 1]) ?? 0)
          .square();
      const squares = along([1, 1, side], bx, dx).add(along([1, side, 1], by, dy));
      const reach = tf.add(r ?? 0, grow ?? 0).reshape([-1, 1, 1]);
      return squares.less(reach).toFloat().mean(0);
    },
    "growth-forgotten": (blob: T, habits: T, side: number) =>
      everyMask(blob, habits, side, 1, 0).mean(0),
  },
  "expected-brier": {
    "whole-first": (q: T, p: T) =>
      tf.stack([perItem(excess(q, p).add(noise(q))), perItem(noise(q))]),
    swapped: (q: T, p: T) => tf.stack([perItem(noise(q)), perItem(excess(q, p))]),
    "noise-taken-off": (q: T, p: T) =>
      tf.stack([perItem(excess(q, p).sub(noise(q))), perItem(noise(q))]),
    "not-squared": (q: T, p: T) => tf.stack([perItem(q.sub(p).abs()), perItem(noise(q))]),
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
    "empty-bins-too": (q: T, p: T, bins: number) => {
      const { truths, predictions } = binned(q, p, bins);
      return truths.sub(predictions).abs().mean();
    },
    "empty-bin": (q: T, p: T, bins: number) => {
      const { counts, truths, predictions } = binned(q, p, bins);
      const empty = counts.div(counts).sub(1);
      return truths.sub(predictions).abs().mul(counts).add(empty).sum().div(p.size);
    },
    "last-bin-lost": (q: T, p: T, bins: number) => {
      const { counts, truths, predictions } = binned(q, p, bins, { last: bins });
      return truths.sub(predictions).abs().mul(counts).sum().div(p.size);
    },
    "binned-by-truth": (q: T, p: T, bins: number) => {
      const { counts, truths, predictions } = binned(q, p, bins, { by: q });
      return truths.sub(predictions).abs().mul(counts).sum().div(p.size);
    },
    "truth-rounded": (q: T, p: T, bins: number) => {
      const { counts, truths, predictions } = binned(q.round(), p, bins);
      return truths.sub(predictions).abs().mul(counts).sum().div(p.size);
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
    "deviation-by-n": (a: T, b: T) => {
      const d = a.sub(b);
      return tf.stack([d.mean(), tf.moments(d).variance.sqrt()]);
    },
    "divided-by-all": (a: T, b: T) =>
      tf.stack([a.sub(b).mean(), variance(a.sub(b)).sqrt().div(a.size)]),
    "root-forgotten": (a: T, b: T) => tf.stack([a.sub(b).mean(), variance(a.sub(b)).div(a.size)]),
    "divided-by-n": (a: T, b: T) => {
      const d = a.sub(b);
      return tf.stack([d.mean(), tf.moments(d).variance.div(d.size).sqrt()]);
    },
    "second-minus-first": (a: T, b: T) =>
      tf.stack([b.sub(a).mean(), variance(a.sub(b)).div(a.size).sqrt()]),
  },
};
