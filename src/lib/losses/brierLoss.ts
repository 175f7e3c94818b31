import type * as tf from "@tensorflow/tfjs";
import { assertKnown } from "../tensors/assertKnown.js";
import type { Prediction } from "../tensors/gradientTypes.js";
import { brierParts } from "./fused/brier.js";
import type { ActivationOptions, LossOptions } from "./options.js";
import { assertActivation } from "./shared/assertOptions.js";
import { assertOrder } from "./shared/assertOrder.js";
import { lossOptions } from "./shared/optionNames.js";
import { pixelLoss, weightsOf } from "./shared/pixelLoss.js";

export interface BrierLossOptions extends LossOptions, ActivationOptions {}

/**
 * Brier score as a loss, per pixel: the squared distance of probabilities and labels.
 *
 * It is a proper scoring rule: with soft labels its minimum is at p = t, and is 0 there. With one class
 * it is (p − t)², half of what two columns for the same pixel give.
 *
 * @formula L = Σ_c w_c (p_c − t_c)²
 * @param target labels `[batch, ...spatial, classes]` in [0, 1], or class indices `[batch, ...spatial]`, int32.
 * @param prediction `[batch, ...spatial, classes]`, float32: probabilities, or logits when `activation` says so.
 * @returns "none": `[batch, ...spatial]`, 0 where a pixel is masked; "mean", "sum": a scalar over the
 * pixels that count; 0 when none does.
 * @throws {TypeError} for a wrong type or shape.
 * @throws {RangeError} for a wrong option, or a wrong value with `validate`.
 * @see Brier, "Verification of Forecasts Expressed in Terms of Probability" (1950)
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { brierLoss } from "softgrad";
 * brierLoss(tf.tensor2d([[0.93, 0.07]]), tf.tensor2d([[0.9, 0.1]])).print(); // 0.0018
 * ```
 */
export function brierLoss(
  target: tf.Tensor,
  prediction: Prediction,
  options: BrierLossOptions = {},
): tf.Tensor {
  return brier("compute the Brier loss", target, prediction, options);
}

/** `brierLoss` under the name of what it is computed for. */
export function brier(
  action: string,
  target: tf.Tensor,
  prediction: tf.Tensor,
  options: BrierLossOptions,
): tf.Tensor {
  assertKnown(action, options, ["activation", "alpha", ...lossOptions]);
  const { activation = "none", alpha = 1 } = options;
  assertOrder(action, target, prediction);
  assertActivation(action, options);
  const parts = brierParts((classes) => {
    const positives = weightsOf(options, classes);
    return { activation, positives, negatives: positives, parameter: alpha };
  });
  return pixelLoss(action, target, prediction, options, activation, parts);
}
