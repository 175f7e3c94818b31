import * as tf from "@tensorflow/tfjs";
import { customGradient } from "../gradients/customGradient.js";
import { activation } from "./activation.js";

/** sigmoid, which can be differentiated any number of times; see `activation` for why. */
export function sigmoid(logits: tf.Tensor): tf.Tensor {
  return activation("sigmoid", logits, (x) => x.sigmoid(), pullBack);
}

/** dy·y(1 − y), the gradient with respect to x, y being sigmoid(x). */
function pullBack(dy: tf.Tensor, x: tf.Tensor, y: tf.Tensor): tf.Tensor {
  return customGradient(
    "gradient of sigmoid",
    [dy, x],
    () => ({ value: dy.mul(slope(y)), saved: [dy, x] }),
    (ddy, saved) => {
      const [dy, x] = saved as [tf.Tensor, tf.Tensor];
      const p = sigmoid(x);
      const first = ddy.mul(slope(p));
      return [first, first.mul(dy).mul(tf.sub(1, p.mul(2)))];
    },
  );
}

function slope(y: tf.Tensor): tf.Tensor {
  return y.mul(tf.sub(1, y));
}
