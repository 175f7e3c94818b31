import * as tf from "@tensorflow/tfjs";
import { constant } from "../gradients/stopGradient.js";

/**
 * baseᵞ for a base in [0, 1] that rounding may have pushed below 0, where a power is NaN.
 *
 * The slope at 0 is infinite for γ < 1; there the base is at least 1e-30, by a constant.
 */
export function power(base: tf.Tensor, gamma: number): tf.Tensor {
  const least = gamma < 1 ? 1e-30 : 0;
  return base.add(constant(() => tf.relu(tf.sub(least, base)))).pow(gamma);
}
