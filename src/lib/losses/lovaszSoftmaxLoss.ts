import * as tf from "@tensorflow/tfjs";
import { assertKnown } from "../tensors/assertKnown.js";
import { assertPrediction } from "../tensors/checks.js";
import type { Prediction } from "../tensors/gradientTypes.js";
import type { LovaszOptions } from "./options.js";
import { activate } from "./shared/activate.js";
import { assertOverlapOptions } from "./shared/assertOptions.js";
import { assertOrder } from "./shared/assertOrder.js";
import { distance } from "./shared/distance.js";
import { lovaszLoss } from "./shared/lovaszLoss.js";
import { lovaszOptions } from "./shared/optionNames.js";
import { prepare } from "./shared/prepare.js";
import { validateValues } from "./shared/validateValues.js";

/**
 * Lovász-softmax: the convex extension of the Jaccard loss, averaged over the classes.
 *
 * The errors e = |p − t| are sorted from large to small, and ΔJ_i is what the i-th adds to the Jaccard
 * loss; the order is a constant to the gradient. It is the Jaccard loss exactly where predictions are
 * hard, and piecewise linear between. Targets have to be hard. Where errors are equal the loss is unique
 * and the gradient one of several (the pixels keep their order). Where the backend has the kernel it
 * sorts by radix, else the values are read and sorted in JavaScript.
 *
 * @formula L = mean_c w_c Σ_i e_i ΔJ_i
 * @param target hard labels `[batch, ...spatial, classes]`, or class indices `[batch, ...spatial]`, int32.
 * @param prediction `[batch, ...spatial, classes]`, float32: probabilities, or logits when `activation` says so.
 * @returns "none": `[batch]` (`[1]` over the batch); "mean", "sum": a scalar over it.
 * @throws {TypeError} for a wrong type or shape.
 * @throws {RangeError} for a wrong option, or a wrong value with `validate`.
 * @see Berman, Triki, Blaschko, "The Lovász-Softmax Loss" (CVPR 2018)
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { lovaszSoftmaxLoss } from "softgrad";
 * const target = tf.tensor4d([1, 1, 0, 0], [1, 2, 2, 1]);
 * const prediction = tf.tensor4d([1, 0, 1, 0], [1, 2, 2, 1]);
 * lovaszSoftmaxLoss(target, prediction).print(); // 0.6666667
 * ```
 */
export function lovaszSoftmaxLoss(
  target: tf.Tensor,
  prediction: Prediction,
  options: LovaszOptions = {},
): tf.Tensor {
  const action = "compute the Lovász-softmax loss";
  assertKnown(action, options, ["activation", "alpha", ...lovaszOptions]);
  assertOrder(action, target, prediction);
  assertPrediction(action, prediction);
  assertOverlapOptions(action, options, prediction.shape);
  return tf.tidy(() => {
    const prepared = prepare(action, target, prediction, options);
    if (options.validate) validateValues(action, prepared, options.activation ?? "none");
    const errors = distance(activate(prepared, options), prepared.target);
    return lovaszLoss(errors, prepared, options);
  });
}
