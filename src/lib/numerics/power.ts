import * as tf from "@tensorflow/tfjs";
import { constant } from "../gradients/stopGradient.js";

/**
 * baseᵞ for a base in [0, 1] that rounding may have pushed below 0, where a power is NaN.
 *
 * The slope at 0 is infinite for γ < 1; there a base below 1e-30 counts as 1e-30, and has slope 0, which
 * is right at a minimum.
 */
export function power(base: tf.Tensor, gamma: number): tf.Tensor {
  if (gamma === 1) return base;
  const least = leastPowerBase(gamma);
  const kept = constant(() => base.greater(least).toFloat());
  return base
    .mul(kept)
    .add(constant(() => tf.sub(1, kept).mul(least)))
    .pow(gamma);
}

/** What a smaller base is taken for. */
export function leastPowerBase(gamma: number): number {
  return gamma < 1 ? 1e-30 : 0;
}
