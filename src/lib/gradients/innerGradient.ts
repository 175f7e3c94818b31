import * as tf from "@tensorflow/tfjs";

/**
 * `tf.grad` of operations within a gradient function, which can be differentiated again.
 *
 * TensorFlow.js's own drops the tape that is being walked, and then fails to free what that keeps.
 */
export function innerGradient(
  f: (x: tf.Tensor) => tf.Tensor,
  x: tf.Tensor,
  dy: tf.Tensor,
): tf.Tensor {
  const { state } = tf.engine();
  const walked = state.activeTape;
  try {
    return tf.grad(f)(x, dy);
  } finally {
    state.activeTape = walked;
  }
}
