import type * as tf from "@tensorflow/tfjs";
import { customGradient } from "../gradients/customGradient.js";
import { activation } from "./activation.js";

/** softmax over the last axis, which can be differentiated any number of times; see `activation`. */
export function softmax(logits: tf.Tensor): tf.Tensor {
  return activation("softmax", logits, (x) => x.softmax(), pullBack);
}

/** y∘(dy − ⟨dy, y⟩), the gradient with respect to x, y being softmax(x). */
function pullBack(dy: tf.Tensor, x: tf.Tensor, y: tf.Tensor): tf.Tensor {
  return customGradient(
    "gradient of softmax",
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
