import * as tf from "@tensorflow/tfjs";
import type { Hard } from "../tensors/gradientTypes.js";

/**
 * Returns the tensor's values with the gradient cut off, which TensorFlow.js has no function for.
 *
 * Backpropagation does not look behind the result. Where it is the only way from `x` to the loss,
 * `tf.grad` throws instead of returning zeros, so that a cut by mistake is seen.
 *
 * @param x any tensor.
 * @returns a tensor of the same shape, dtype and values.
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { stopGradient } from "softgrad";
 * const slope = tf.grad((x) => x.mul(stopGradient(x)).sum())(tf.tensor1d([3]));
 * slope.print(); // [3], and 6 without the cut
 * ```
 */
export function stopGradient(x: tf.Tensor): Hard {
  return constant(() => x.clone());
}

/**
 * Runs `compute` off the tape: what it returns is a constant to backpropagation.
 *
 * Comparisons (`equal`, `greater`) have no registered gradient, and backpropagation throws when it
 * meets one, even where its gradient could only be zero. Here it never meets them: operations inside
 * a custom gradient are not recorded, and one without inputs leads back to nothing.
 */
export function constant(compute: () => tf.Tensor): Hard {
  const untaped = tf.customGrad(() => ({ value: compute(), gradFunc: () => [] }));
  return untaped() as Hard;
}
