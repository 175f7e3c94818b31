import * as tf from "@tensorflow/tfjs";
import type { Answers } from "../support/answers.js";

const hardLoss = (labels: number[], rows: number[][]): number => {
  const wrong = rows.filter((row, pixel) => row.indexOf(Math.max(...row)) !== labels[pixel]);
  return wrong.length / rows.length;
};

export const right: Answers = {
  "gradient-fates": {
    "by switch": (expression: string) => {
      switch (expression) {
        case "clip":
          return "slope";
        case "floor":
          return "zero";
        case "lessEqual":
        case "topkValues":
          return "throws";
        default:
          return "invented";
      }
    },
    "by lists": (expression: string) => {
      if (["lessEqual", "topkValues"].includes(expression)) return "throws";
      if (["toBool", "timesItsOwnValues"].includes(expression)) return "invented";
      return expression === "floor" ? "zero" : "slope";
    },
  },
  "one-hot-by-comparison": {
    "as integers": (labels: tf.Tensor1D, depth: number) =>
      tf.equal(labels.expandDims(-1), tf.range(0, depth, 1, "int32")).toInt(),
    "by difference": (labels: tf.Tensor1D, depth: number) => {
      const distance = tf.abs(
        tf.sub(labels.toFloat().reshape([-1, 1]), tf.range(0, depth).reshape([1, -1])),
      );
      return tf.relu(tf.sub(1, distance));
    },
    "by cases": (labels: tf.Tensor1D, depth: number) => {
      const classes = tf.range(0, depth, 1, "int32").expandDims(0);
      const hit = labels.expandDims(1).equal(classes);
      return tf.where(hit, tf.onesLike(hit).toInt(), tf.zerosLike(hit).toInt());
    },
  },
  "hard-loss-slopes": {
    "on arrays": (labels: tf.Tensor1D, logits: tf.Tensor2D, epsilon: number) => {
      const own = Array.from(labels.dataSync());
      const rows = logits.arraySync();
      const at = (pixel: number, k: number, by: number) => {
        const copy = rows.map((row) => [...row]);
        const row = copy[pixel];
        if (row !== undefined) row[k] = (row[k] ?? 0) + by;
        return hardLoss(own, copy);
      };
      return tf.tensor2d(
        rows.map((row, i) =>
          row.map((_, k) => (at(i, k, epsilon) - at(i, k, -epsilon)) / (2 * epsilon)),
        ),
      );
    },
    "with one-hot steps": (labels: tf.Tensor1D, logits: tf.Tensor2D, epsilon: number) => {
      const loss = (z: tf.Tensor) =>
        tf.mean(tf.notEqual(tf.argMax(z, -1).toInt(), labels).toFloat());
      const slopes = Array.from({ length: logits.size }, (_, i) => {
        const step = tf.oneHot(i, logits.size).toFloat().mul(epsilon).reshape(logits.shape);
        return tf.sub(loss(logits.add(step)), loss(logits.sub(step))).div(2 * epsilon);
      });
      return tf.stack(slopes).reshape(logits.shape);
    },
  },
  "expected-error": {
    "wrong classes summed": (labels: tf.Tensor1D, logits: tf.Tensor2D) => {
      const others = tf.sub(1, tf.oneHot(labels, logits.shape[1]).toFloat());
      return tf.mean(tf.sum(tf.softmax(logits).mul(others), 1));
    },
    "by the cosine": (labels: tf.Tensor1D, logits: tf.Tensor2D) =>
      tf.losses.cosineDistance(tf.oneHot(labels, logits.shape[1]).toFloat(), tf.softmax(logits), 1),
    "by exponent of log softmax": (labels: tf.Tensor1D, logits: tf.Tensor2D) => {
      const logs = tf.sum(
        tf.logSoftmax(logits).mul(tf.oneHot(labels, logits.shape[1]).toFloat()),
        -1,
      );
      return tf.sub(1, tf.exp(logs)).mean();
    },
  },
};
