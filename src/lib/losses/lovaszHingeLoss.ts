import * as tf from "@tensorflow/tfjs";
import { relu } from "../numerics/relu.js";
import { assertKnown } from "../tensors/assertKnown.js";
import { assertLogits } from "../tensors/checks.js";
import type { Logits } from "../tensors/gradientTypes.js";
import type { LovaszOptions } from "./options.js";
import { assertOverlapOptions } from "./shared/assertOptions.js";
import { assertOrder } from "./shared/assertOrder.js";
import { lovaszLoss } from "./shared/lovaszLoss.js";
import { lovaszOptions } from "./shared/optionNames.js";
import { prepare } from "./shared/prepare.js";
import { validateValues } from "./shared/validateValues.js";

/**
 * Lovász hinge: the convex extension of the Jaccard loss for binary masks, from logits.
 *
 * The hinge errors e are sorted from large to small; each class is a mask of its own, and the classes
 * are averaged. Targets have to be hard. Where errors are equal the loss is unique and the gradient one
 * of several (the pixels keep their order). It is piecewise linear: its second derivative is 0. Where the
 * backend has the kernel it sorts by radix, else the values are read and sorted in JavaScript.
 *
 * @formula L = mean_c w_c Σ_i max(e_i, 0) ΔJ_i, e = 1 − x (2t − 1)
 * @param target hard labels `[batch, ...spatial, classes]`, or class indices `[batch, ...spatial]`, int32.
 * @param logits `[batch, ...spatial, classes]`, float32.
 * @returns "none": `[batch]` (`[1]` over the batch); "mean", "sum": a scalar over it.
 * @throws {TypeError} for a wrong type or shape.
 * @throws {RangeError} for a wrong option, or a wrong value with `validate`.
 * @see Yu and Blaschko, "The Lovász Hinge" (2015)
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { lovaszHingeLoss } from "softgrad";
 * lovaszHingeLoss(tf.tensor3d([[[1], [0]]]), tf.tensor3d([[[2], [-0.5]]])).print(); // 0.25
 * ```
 */
export function lovaszHingeLoss(
  target: tf.Tensor,
  logits: Logits,
  options: Omit<LovaszOptions, "activation" | "alpha"> = {},
): tf.Tensor {
  const action = "compute the Lovász hinge loss";
  assertKnown(action, options, lovaszOptions);
  assertOrder(action, target, logits);
  assertLogits(action, logits);
  assertOverlapOptions(action, options, logits.shape);
  return tf.tidy(() => {
    const prepared = prepare(action, target, logits, options);
    if (options.validate) validateValues(action, prepared, "sigmoid");
    const signs = prepared.target.mul(2).sub(1);
    const errors = tf.sub(1, prepared.prediction.mul(signs));
    return lovaszLoss(relu(errors), prepared, options);
  });
}
