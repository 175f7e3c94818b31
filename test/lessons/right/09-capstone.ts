import * as tf from "@tensorflow/tfjs";
import type { Answers } from "../support/answers.js";

type T = tf.Tensor;

const rowsOf = (x: T): number[][] => x.arraySync() as number[][];
const numbersOf = (x: T): number[] => Array.from(x.dataSync());
const mean = (values: number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

export const right: Answers = {
  "annotator-share": {
    "in loops": (blob: T, habits: T, side: number) => {
      const [bx = 0, by = 0, r = 0] = numbersOf(blob);
      const axis = Array.from({ length: side }, (_, i) => i);
      const share = axis.map((y) =>
        axis.map((x) =>
          mean(
            rowsOf(habits).map(([dx = 0, dy = 0, grow = 0]) =>
              Math.hypot(x - bx - dx, y - by - dy) < r + grow ? 1 : 0,
            ),
          ),
        ),
      );
      return tf.tensor2d(share);
    },
    "one annotator after the other": (blob: T, habits: T, side: number) => {
      const [x, y] = tf.meshgrid(tf.range(0, side), tf.range(0, side));
      const masks = tf.unstack(habits).map((habit) => {
        const [cx, cy, reach] = tf.unstack(tf.add(blob, habit));
        if (!x || !y || !cx || !cy || !reach) throw new Error("No such column");
        return tf.less(
          tf.squaredDifference(x, cx).add(tf.squaredDifference(y, cy)),
          reach.square(),
        );
      });
      return tf.mean(tf.stack(masks.map((mask) => mask.toFloat())), 0);
    },
  },
  "expected-brier": {
    "by the whole score": (q: T, p: T) => {
      const items = q.shape[0] ?? 1;
      const noise = q.sum().sub(q.square().sum()).div(items);
      const whole = p.square().sum().sub(p.mul(q).sum().mul(2)).add(q.sum()).div(items);
      return tf.stack([whole.sub(noise), noise]);
    },
    "item by item": (q: T, p: T) =>
      tf.stack([q.sub(p).square().sum(-1).mean(), q.mul(q.mul(-1).add(1)).sum(-1).mean()]),
  },
  "calibration-gap": {
    "in plain numbers": (q: T, p: T, bins: number) => {
      const sums: number[] = Array.from({ length: bins }, () => 0);
      const truths = numbersOf(q);
      for (const [i, value] of numbersOf(p).entries()) {
        const bin = Math.min(bins - 1, Math.floor(value * bins));
        sums[bin] = (sums[bin] ?? 0) + (truths[i] ?? 0) - value;
      }
      return tf.scalar(sums.reduce((a, b) => a + Math.abs(b), 0) / truths.length);
    },
    "by means and weights": (q: T, p: T, bins: number) => {
      const bin = p
        .mul(bins)
        .floor()
        .minimum(bins - 1)
        .toInt()
        .as1D();
      const members = tf.oneHot(bin, bins).toFloat();
      const counts = members.sum(0);
      const meanOf = (x: T) => tf.divNoNan(members.mul(x.reshape([-1, 1])).sum(0), counts);
      return tf.sum(meanOf(q).sub(meanOf(p)).abs().mul(counts)).div(p.size);
    },
  },
  "paired-difference": {
    "by moments": (a: T, b: T) => {
      const { mean, variance } = tf.moments(a.sub(b));
      return tf.stack([mean, variance.div(a.size - 1).sqrt()]);
    },
    "in plain numbers": (a: T, b: T) => {
      const second = numbersOf(b);
      const d = numbersOf(a).map((value, i) => value - (second[i] ?? 0));
      const squares = d.reduce((sum, value) => sum + (value - mean(d)) ** 2, 0);
      return tf.tensor1d([mean(d), Math.sqrt(squares / (d.length - 1)) / Math.sqrt(d.length)]);
    },
  },
};
