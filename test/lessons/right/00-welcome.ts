import * as tf from "@tensorflow/tfjs";
import type { Answers } from "../support/answers.js";

export const right: Answers = {
  "mask-share": {
    "one axis after the other": (mask: tf.Tensor) => mask.sum(0).sum().div(mask.size),
    "in plain numbers": (mask: tf.Tensor) => {
      const pixels = Array.from(mask.dataSync());
      return tf.scalar(pixels.filter((pixel) => pixel === 1).length / pixels.length);
    },
  },
};
