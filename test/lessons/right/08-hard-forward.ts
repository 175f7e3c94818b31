import * as tf from "@tensorflow/tfjs";
import { stopGradient } from "../../../src/lib/index.js";
import type { Answers } from "../support/answers.js";

type T = tf.Tensor;

export const right: Answers = {
  "expected-hard-loss": {
    "by logarithms": (masks: T, losses: T, z: T) => {
      const logs = tf
        .softplus(tf.sub(1, masks.mul(2)).mul(z))
        .sum(-1)
        .neg();
      return logs.exp().mul(losses).sum();
    },
    "one pixel after the other": (masks: T, losses: T, z: T) => {
      const outcomes = masks.shape[0] ?? 0;
      let weights: T = tf.ones([outcomes]);
      for (const [pixel, column] of tf.unstack(masks, 1).entries()) {
        const p = tf.sigmoid(z.slice([pixel], [1]));
        weights = weights.mul(column.mul(p.mul(2).sub(1)).add(tf.sub(1, p)));
      }
      return tf.sum(weights.mul(losses));
    },
  },
  "straight-through": {
    "by pencil": (t: T, z: T) => {
      const p = tf.sigmoid(z);
      const m = p.round();
      const both = t.mul(m).sum();
      const union = t.add(m).sum().sub(both);
      const slope = t.mul(union).sub(tf.sub(1, t).mul(both)).div(union.square()).neg();
      return slope.mul(p).mul(tf.sub(1, p));
    },
    "by a custom gradient": (t: T, z: T) => {
      const harden = tf.customGrad((soft) => ({
        value: (soft as T).greater(0.5).toFloat(),
        gradFunc: (dy: T) => dy,
      }));
      return tf.grad((x: T) => {
        const m = harden(tf.sigmoid(x));
        const both = t.mul(m).sum();
        return tf.sub(1, both.div(t.add(m).sum().sub(both)));
      })(z);
    },
    "by a detached difference": (t: T, z: T) =>
      tf.grad((x: T) => {
        const soft = tf.sigmoid(x);
        const m = soft.add(stopGradient(soft.round().sub(soft)));
        const both = t.mul(m).sum();
        return tf.neg(both.div(t.add(m).sum().sub(both)));
      })(z),
  },
  "bias-and-variance": {
    "by moments": (estimates: T, exact: T) => {
      const { mean, variance } = tf.moments(estimates, 0);
      return tf.stack([mean.sub(exact).square().sum(), variance.sum()]);
    },
    "in plain numbers": (estimates: T, exact: T) => {
      const rows = estimates.arraySync() as number[][];
      let [bias, variance] = [0, 0];
      for (const [i, truth] of exact.dataSync().entries()) {
        const column = rows.map((row) => row[i] ?? 0);
        const mean = column.reduce((a, b) => a + b, 0) / column.length;
        bias += (mean - truth) ** 2;
        variance += column.reduce((a, b) => a + (b - mean) ** 2, 0) / column.length;
      }
      return tf.tensor1d([bias, variance]);
    },
  },
  "gumbel-sample": {
    "by its own softmax": (z: T, u: T, tau: number) => {
      const scaled = z.sub(u.log().neg().log()).div(tau);
      const powers = scaled.sub(stopGradient(scaled.max(-1, true))).exp();
      return powers.div(powers.sum(-1, true));
    },
    "by powers": (z: T, u: T, tau: number) => {
      const powers = tf.exp(z.div(tau)).div(
        u
          .log()
          .neg()
          .pow(1 / tau),
      );
      return powers.div(powers.sum(-1, true));
    },
  },
  "jaccard-steps": {
    "in a loop": (sorted: T) => {
      const labels = Array.from(sorted.dataSync());
      let both = labels.reduce((a, b) => a + b, 0);
      let union = both;
      let before = 0;
      const added = labels.map((label) => {
        if (label === 1) both -= 1;
        else union += 1;
        const loss = 1 - both / union;
        const step = loss - before;
        before = loss;
        return step;
      });
      return tf.tensor1d(added);
    },
    "by exclusive sums": (sorted: T) => {
      const total = sorted.sum();
      const loss = (missed: T, joined: T) => tf.sub(1, total.sub(missed).div(total.add(joined)));
      const zeros = tf.sub(1, sorted);
      return loss(tf.cumsum(sorted, 0), tf.cumsum(zeros, 0)).sub(
        loss(tf.cumsum(sorted, 0, true), tf.cumsum(zeros, 0, true)),
      );
    },
  },
};
