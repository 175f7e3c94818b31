import * as tf from "@tensorflow/tfjs";
import { customGradient } from "../gradients/customGradient.js";

/** Denominators up to here count as zero: the slope −n / d² of a smaller one would overflow float32. */
export const TINY = 1e-18;

/**
 * Divides, with a stated value and a zero gradient where there is nothing to divide by.
 *
 * n / d where d > 1e-18, else `whenZero`.
 *
 * @param numerator any shape, float32.
 * @param denominator the same shape, 0 or more.
 */
export function safeRatio(
  numerator: tf.Tensor,
  denominator: tf.Tensor,
  whenZero: number,
): tf.Tensor {
  return customGradient(
    "ratio",
    [numerator, denominator],
    () => {
      const valid = denominator.greater(TINY).toFloat();
      const ratio = numerator.div(divisor(denominator, valid)).mul(valid);
      const value = ratio.add(tf.sub(1, valid).mul(whenZero));
      return { value, saved: [numerator, denominator, valid] };
    },
    (dy, saved) => {
      const [n, d, valid] = saved as [tf.Tensor, tf.Tensor, tf.Tensor];
      const dn = dy.mul(valid).div(divisor(d, valid));
      return [dn, dn.mul(n.div(divisor(d, valid))).neg()];
    },
  );
}

/** The denominator with 1 where it does not count. */
function divisor(denominator: tf.Tensor, valid: tf.Tensor): tf.Tensor {
  return denominator.mul(valid).add(tf.sub(1, valid));
}
