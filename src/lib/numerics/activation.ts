import type * as tf from "@tensorflow/tfjs";
import { customGradient } from "../gradients/customGradient.js";

/**
 * An activation that can be differentiated any number of times, from its value and its `pullBack`:
 * the gradient with respect to x of dy, y being the activation of x.
 *
 * TensorFlow.js makes such gradients from the saved output, which leads nowhere on a second tape:
 * there the second derivative is silently wrong. Here the saved output only gives the value;
 * `pullBack` makes the derivative of the gradient from the input again.
 */
export function activation(
  name: string,
  logits: tf.Tensor,
  forward: (x: tf.Tensor) => tf.Tensor,
  pullBack: (dy: tf.Tensor, x: tf.Tensor, y: tf.Tensor) => tf.Tensor,
): tf.Tensor {
  return customGradient(
    name,
    [logits],
    () => {
      const value = forward(logits);
      return { value, saved: [logits, value] };
    },
    (dy, saved) => {
      const [x, y] = saved as [tf.Tensor, tf.Tensor];
      return [pullBack(dy, x, y)];
    },
  );
}
