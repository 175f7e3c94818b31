import type * as tf from "@tensorflow/tfjs";
import { customGradient } from "../gradients/customGradient.js";
import { activation } from "./activation.js";

/** max(x, 0), which can be differentiated any number of times; `tf.relu`'s own gradient throws on a second tape. */
export function relu(x: tf.Tensor): tf.Tensor {
  return activation("relu", x, (x) => x.relu(), pullBack);
}

/** dy where x is positive, else 0: piecewise constant in x, so its own derivative there is 0. */
function pullBack(dy: tf.Tensor, x: tf.Tensor): tf.Tensor {
  return customGradient(
    "gradient of relu",
    [dy, x],
    () => ({ value: dy.mul(x.step()), saved: [x] }),
    (ddy, saved) => {
      const [x] = saved as [tf.Tensor];
      return [ddy.mul(x.step()), x.zerosLike()];
    },
  );
}
