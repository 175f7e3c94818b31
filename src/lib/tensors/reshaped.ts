import * as tf from "@tensorflow/tfjs";
import { customGradient } from "../gradients/customGradient.js";
import { sameShape } from "./shape.js";

/**
 * `tf.reshape` whose gradient remembers a shape alone.
 *
 * TensorFlow.js's own keeps its whole input on the tape, which the wasm backend copies for that.
 */
export function reshaped(x: tf.Tensor, shape: readonly number[]): tf.Tensor {
  return sameShape(x.shape, shape) ? x : alias(x, shape);
}

/** Another tensor on the same values, of a shape of as many. */
export function alias(x: tf.Tensor, shape: readonly number[] = x.shape): tf.Tensor {
  const own = x.shape;
  return customGradient(
    "reshape",
    [x],
    () => ({ value: tf.reshape(x, [...shape]), saved: [] }),
    (dy) => [tf.reshape(dy, own)],
  );
}
