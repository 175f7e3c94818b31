import type * as tf from "@tensorflow/tfjs";

/**
 * 1, 0 or −1 by comparisons, which hold for every number: on the wasm backend `tf.sign` takes what is
 * smaller than about 1e-7 for 0.
 */
export function sign(x: tf.Tensor): tf.Tensor {
  return x.greater(0).toFloat().sub(x.less(0).toFloat());
}
