import type * as tf from "@tensorflow/tfjs";
import { customGradient } from "../gradients/customGradient.js";

/**
 * softmax over the last axis, which can be differentiated twice.
 *
 * The gradient of `tf.softmax` is made from its saved output, which leads nowhere on a second tape:
 * there the second derivative is silently wrong. This one is made from the input.
 */
export function softmax(logits: tf.Tensor): tf.Tensor {
  return customGradient(
    [logits],
    () => ({ value: logits.softmax(), saved: [logits] }),
    (dy, saved) => {
      const [x] = saved as [tf.Tensor];
      const y = x.softmax();
      const weighted = dy.mul(y);
      return [weighted.sub(y.mul(weighted.sum(-1, true)))];
    },
  );
}
