import type * as tf from "@tensorflow/tfjs";
import { customGradient } from "../gradients/customGradient.js";
import { softmax } from "./softmax.js";

/**
 * log softmax over the last axis, from differences to each row's maximum, so that no exp overflows.
 *
 * Gradient: dx = dy − softmax(x) Σdy. With dy = −y this is softmax(x)·Σy − y, the cross-entropy's,
 * for rows of labels with any sum.
 */
export function logSoftmax(logits: tf.Tensor): tf.Tensor {
  return customGradient(
    "logSoftmax",
    [logits],
    () => {
      const shifted = logits.sub(logits.max(-1, true));
      return { value: shifted.sub(shifted.exp().sum(-1, true).log()), saved: [logits] };
    },
    (dy, saved) => {
      const [x] = saved as [tf.Tensor];
      return [dy.sub(softmax(x).mul(dy.sum(-1, true)))];
    },
  );
}
