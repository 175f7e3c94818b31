import * as tf from "@tensorflow/tfjs";
import type { Answers } from "../support/answers.js";

const fates: { readonly [expression: string]: string } = {
  clip: "slope",
  floor: "zero",
  lessEqual: "throws",
  toBool: "invented",
  topkValues: "throws",
  timesItsOwnValues: "invented",
};

const believing = (beliefs: { readonly [expression: string]: string }) => (expression: string) =>
  beliefs[expression] ?? fates[expression] ?? "";

const hardLoss = (labels: tf.Tensor1D, logits: tf.Tensor2D): number => {
  const predicted = tf.argMax(logits, -1).toInt();
  return 1 - (tf.mean(tf.equal(predicted, labels).toFloat()).arraySync() as number);
};

/** The loss with one logit moved by +ε and −ε, put together in some way. */
const slopes =
  (quotient: (up: number, down: number, here: number, epsilon: number) => number) =>
  (labels: tf.Tensor1D, logits: tf.Tensor2D, epsilon: number) => {
    const here = hardLoss(labels, logits);
    const rows = logits.arraySync();
    const moved = (pixel: number, k: number, by: number) => {
      const step = tf
        .oneHot(pixel * logits.shape[1] + k, logits.size)
        .toFloat()
        .mul(by);
      return hardLoss(labels, logits.add(step.reshape(logits.shape)));
    };
    return tf.tensor2d(
      rows.map((row, i) =>
        row.map((_, k) => quotient(moved(i, k, epsilon), moved(i, k, -epsilon), here, epsilon)),
      ),
    );
  };

const atLabel = (labels: tf.Tensor1D, scores: tf.Tensor): tf.Tensor =>
  tf.mul(tf.oneHot(labels, scores.shape[1] ?? 0).toFloat(), scores);

export const wrong: Answers = {
  "gradient-fates": {
    "everything-throws": believing({
      floor: "throws",
      toBool: "throws",
      timesItsOwnValues: "throws",
    }),
    "casts-are-flat": believing({ toBool: "zero" }),
    "reading-throws": believing({ timesItsOwnValues: "throws" }),
    "comparisons-are-zero": believing({ lessEqual: "zero" }),
    "topk-has-a-slope": believing({ topkValues: "slope" }),
  },
  "one-hot-by-comparison": {
    transposed: (labels: tf.Tensor1D, depth: number) =>
      tf.equal(labels, tf.expandDims(tf.range(0, depth, 1, "int32"), -1)).toFloat(),
    "counts-from-one": (labels: tf.Tensor1D, depth: number) =>
      tf.equal(labels.expandDims(-1), tf.range(1, depth + 1, 1, "int32")).toFloat(),
    thermometer: (labels: tf.Tensor1D, depth: number) =>
      tf.greaterEqual(labels.expandDims(-1), tf.range(0, depth, 1, "int32")).toFloat(),
    "ignored-becomes-last": (labels: tf.Tensor1D, depth: number) =>
      tf.gather(tf.eye(depth), tf.minimum(labels, tf.scalar(depth - 1, "int32"))),
  },
  "hard-loss-slopes": {
    "all-zero: by the tape": (labels: tf.Tensor1D, logits: tf.Tensor2D) =>
      tf.grad((z) => {
        const classes = logits.shape[1];
        const predicted = tf.oneHot(tf.argMax(z, -1).toInt(), classes);
        return tf.sub(1, tf.mean(tf.sum(tf.mul(tf.oneHot(labels, classes), predicted), -1)));
      })(logits),
    "all-zero: a pixel's logits together": (
      labels: tf.Tensor1D,
      logits: tf.Tensor2D,
      epsilon: number,
    ) => {
      const rows = logits.arraySync();
      const moved = (pixel: number, by: number) =>
        tf.tensor2d(rows.map((row, i) => row.map((z) => (i === pixel ? z + by : z))));
      return tf.tensor2d(
        rows.map((row, pixel) => {
          const above = hardLoss(labels, moved(pixel, epsilon));
          const below = hardLoss(labels, moved(pixel, -epsilon));
          return row.map(() => (above - below) / (2 * epsilon));
        }),
      );
    },
    "all-at-once": (labels: tf.Tensor1D, logits: tf.Tensor2D, epsilon: number) => {
      const above = hardLoss(labels, tf.add(logits, epsilon));
      const below = hardLoss(labels, tf.sub(logits, epsilon));
      return tf.scalar((above - below) / (2 * epsilon));
    },
    "one-sided": slopes((up, _down, here, epsilon) => (up - here) / epsilon),
    "not-divided": slopes((up, down) => up - down),
    "half-the-distance": slopes((up, down, _here, epsilon) => (up - down) / epsilon),
    downhill: slopes((up, down, _here, epsilon) => (down - up) / (2 * epsilon)),
  },
  "expected-error": {
    hardened: (labels: tf.Tensor1D, logits: tf.Tensor2D) =>
      tf.sub(1, tf.mean(tf.equal(tf.argMax(logits, -1).toInt(), labels).toFloat())),
    "forgot-softmax": (labels: tf.Tensor1D, logits: tf.Tensor2D) =>
      tf.sub(1, tf.mean(tf.sum(atLabel(labels, logits), -1))),
    "surest-class": (_labels: tf.Tensor1D, logits: tf.Tensor2D) =>
      tf.sub(1, tf.mean(tf.max(tf.softmax(logits), -1))),
    "cross-entropy": (labels: tf.Tensor1D, logits: tf.Tensor2D) =>
      tf.neg(tf.mean(tf.sum(atLabel(labels, tf.logSoftmax(logits)), -1))),
    "not-averaged": (labels: tf.Tensor1D, logits: tf.Tensor2D) =>
      tf.sub(1, tf.sum(atLabel(labels, tf.softmax(logits)), -1)),
    "divided-by-classes": (labels: tf.Tensor1D, logits: tf.Tensor2D) =>
      tf.sub(1, tf.mean(atLabel(labels, tf.softmax(logits)))),
    "sum-over-pixels": (labels: tf.Tensor1D, logits: tf.Tensor2D) =>
      tf.sum(tf.sub(1, tf.sum(atLabel(labels, tf.softmax(logits)), -1))),
    agreement: (labels: tf.Tensor1D, logits: tf.Tensor2D) =>
      tf.mean(tf.sum(atLabel(labels, tf.softmax(logits)), -1)),
  },
};
