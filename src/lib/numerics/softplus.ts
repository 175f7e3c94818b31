import type * as tf from "@tensorflow/tfjs";
import { customGradient } from "../gradients/customGradient.js";
import { sigmoid } from "./sigmoid.js";

/**
 * softplus(x) = log(1 + eˣ) = max(x, 0) + log1p(e^−|x|), with gradient sigmoid(x).
 *
 * Neither tail overflows or is rounded away. Differentiated step by step, |x| would have the wrong
 * gradient at x = 0; `tf.softplus` rounds log(1 + eˣ) below x = −7 in float32.
 */
export function softplus(x: tf.Tensor): tf.Tensor {
  return customGradient(
    "softplus",
    [x],
    () => ({ value: x.relu().add(x.abs().neg().exp().log1p()), saved: [x] }),
    (dy, saved) => {
      const [x] = saved as [tf.Tensor];
      return [dy.mul(sigmoid(x))];
    },
  );
}
