import type * as tf from "@tensorflow/tfjs";

/** A tensor as float32; one that is float32 already is not copied, as TensorFlow.js's cast does. */
export function asFloat(tensor: tf.Tensor): tf.Tensor {
  return tensor.dtype === "float32" ? tensor : tensor.toFloat();
}
