import type * as tf from "@tensorflow/tfjs";
import { customGradient } from "../gradients/customGradient.js";
import { sigmoid } from "./sigmoid.js";

/**
 * −t log σ(x) − (1 − t) log(1 − σ(x)), elementwise: max(x, 0) − x t + log1p(e^−|x|).
 *
 * Nothing overflows, and no small loss is the difference of large numbers. Gradients: σ(x) − t with
 * respect to x, which step-by-step differentiation of |x| would get wrong at 0, and −x with respect to t.
 */
export function binaryCrossEntropy(labels: tf.Tensor, logits: tf.Tensor): tf.Tensor {
  return customGradient(
    "binary cross-entropy",
    [labels, logits],
    () => {
      const rest = logits.abs().neg().exp().log1p();
      return { value: logits.relu().sub(logits.mul(labels)).add(rest), saved: [labels, logits] };
    },
    (dy, saved) => {
      const [t, x] = saved as [tf.Tensor, tf.Tensor];
      return [dy.mul(x).neg(), dy.mul(sigmoid(x).sub(t))];
    },
  );
}
