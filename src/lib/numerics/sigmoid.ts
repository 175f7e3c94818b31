import * as tf from "@tensorflow/tfjs";
import { customGradient } from "../gradients/customGradient.js";

/** sigmoid, which can be differentiated twice; `tf.sigmoid` cannot, for `tf.softmax`'s reason. */
export function sigmoid(logits: tf.Tensor): tf.Tensor {
  return customGradient(
    [logits],
    () => ({ value: logits.sigmoid(), saved: [logits] }),
    (dy, saved) => {
      const [x] = saved as [tf.Tensor];
      const y = x.sigmoid();
      return [dy.mul(y.mul(tf.sub(1, y)))];
    },
  );
}
