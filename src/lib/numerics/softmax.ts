import type * as tf from "@tensorflow/tfjs";
import { customGradient } from "../gradients/customGradient.js";

/**
 * softmax over the last axis, which can be differentiated any number of times.
 *
 * The gradient of `tf.softmax` is made from its saved output, which leads nowhere on a second tape:
 * there the second derivative is silently wrong. Here the saved output only gives the value; the
 * derivative of the gradient is made from the input again.
 */
export function softmax(logits: tf.Tensor): tf.Tensor {
  return customGradient(
    [logits],
    () => {
      const value = logits.softmax();
      return { value, saved: [logits, value] };
    },
    (dy, saved) => {
      const [x, y] = saved as [tf.Tensor, tf.Tensor];
      return [pullBack(dy, x, y)];
    },
  );
}

/** y∘(dy − ⟨dy, y⟩), the gradient with respect to x, y being softmax(x). */
function pullBack(dy: tf.Tensor, x: tf.Tensor, y: tf.Tensor): tf.Tensor {
  return customGradient(
    [dy, x],
    () => ({ value: project(dy, y), saved: [dy, x] }),
    (ddy, saved) => {
      const [dy, x] = saved as [tf.Tensor, tf.Tensor];
      const p = softmax(x);
      const inner = (a: tf.Tensor) => a.mul(p).sum(-1, true);
      const ofP = ddy.mul(dy.sub(inner(dy))).sub(dy.mul(inner(ddy)));
      return [project(ddy, p), project(ofP, p)];
    },
  );
}

function project(u: tf.Tensor, y: tf.Tensor): tf.Tensor {
  const weighted = u.mul(y);
  return weighted.sub(y.mul(weighted.sum(-1, true)));
}
