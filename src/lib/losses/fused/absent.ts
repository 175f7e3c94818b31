import * as tf from "@tensorflow/tfjs";

// A tape keeps tensors only, so an input that is left out is a scalar there.

/** The input, or what stands for none. */
export function orNone(input: tf.Tensor | undefined): tf.Tensor {
  return input ?? tf.scalar(1);
}

/** Whether an input was given. */
export function isPresent(input: tf.TensorInfo): boolean {
  return input.shape.length > 0;
}
