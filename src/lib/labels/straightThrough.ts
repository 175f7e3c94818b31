import * as tf from "@tensorflow/tfjs";
import { assertPrediction } from "../tensors/checks.js";
import type { Prediction, Soft } from "../tensors/gradientTypes.js";

/**
 * Makes soft labels hard on the way forward and passes the gradient through as if they still were soft
 * (the straight-through estimator).
 *
 * With several classes the value is the one-hot encoding of each row's arg max (the first of equals);
 * with one class it is 1 where soft > 0.5, else 0. The gradient is the identity's. It is biased: it is
 * the gradient of no function.
 *
 * @formula ∂L / ∂soft = ∂L / ∂value
 * @param soft probabilities `[batch, ...spatial, classes]`, float32.
 * @returns hard values of the same shape, float32, through which a gradient flows.
 * @throws {TypeError} when soft is no float tensor of rank 2 or more.
 * @see Bengio, Léonard, Courville, "Estimating or Propagating Gradients Through Stochastic Neurons" (2013)
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { softOneHot, straightThrough } from "softgrad";
 * straightThrough(softOneHot(tf.tensor2d([[2, 1, 0]]))).print(); // [[1, 0, 0]]
 * ```
 */
export function straightThrough(soft: Prediction): Soft {
  assertPrediction("pass a gradient straight through", soft);
  const estimator = tf.customGrad((input) => ({
    value: harden(input as tf.Tensor),
    gradFunc: (dy) => dy,
  }));
  return tf.tidy(() => estimator(soft) as Soft);
}

function harden(soft: tf.Tensor): tf.Tensor {
  const classes = soft.shape[soft.rank - 1] ?? 1;
  if (classes === 1) return soft.greater(0.5).toFloat();
  return tf.oneHot(soft.argMax(-1).toInt(), classes).toFloat();
}
