import * as tf from "@tensorflow/tfjs";
import type { Answers } from "../support/answers.js";

export const wrong: Answers = {
  "mask-share": {
    count: (mask: tf.Tensor) => tf.sum(mask),
    rest: (mask: tf.Tensor) => tf.sub(1, tf.div(tf.sum(mask), mask.size)),
    "row-by-row": (mask: tf.Tensor) => tf.div(tf.sum(mask, 1), mask.shape[1] ?? 1),
  },
};
