import type * as tf from "@tensorflow/tfjs";
import { assertKnown } from "../tensors/assertKnown.js";
import { assertLogits, assertNumber, assertWord } from "../tensors/checks.js";
import type { Logits } from "../tensors/gradientTypes.js";
import { focalParts } from "./fused/focal.js";
import type { LossOptions } from "./options.js";
import { assertOrder } from "./shared/assertOrder.js";
import { lossOptions } from "./shared/optionNames.js";
import { perClassLoss, pixelLoss, weightsOf } from "./shared/pixelLoss.js";

export interface FocalLossOptions extends LossOptions {
  /** "sigmoid": each class on its own; "softmax": classes that exclude each other. "sigmoid" when absent. */
  readonly activation?: "sigmoid" | "softmax";
  /** γ, 0 or more: how much less a pixel counts that is right already; 2 when absent. */
  readonly gamma?: number;
  /** With "sigmoid", the paper's α in [0, 1]: the positives' weight, 1 − α being the negatives'. */
  readonly balance?: number;
}

/**
 * Focal loss, from logits: cross-entropy in which pixels that are right already count less.
 *
 * L_1 is the sigmoid form, per class, where 1 − p_t = t σ(−x) + (1 − t) σ(x) and −log p_t is the binary
 * cross-entropy (so for soft targets, as in torchvision and optax); L_2 is the softmax form.
 *
 * @formula L_1 = −α_t (1 − p_t)^γ log p_t
 * @formula L_2 = −Σ_c w_c t_c (1 − p_c)^γ log p_c
 * @param target labels `[batch, ...spatial, classes]` in [0, 1], or class indices `[batch, ...spatial]`, int32.
 * @param logits `[batch, ...spatial, classes]`, float32, of any size to 1e30: beyond that sums may overflow.
 * @returns "none": `[batch, ...spatial, classes]` with sigmoid, `[batch, ...spatial]` with softmax, 0 where
 * a pixel is masked; "mean", "sum": a scalar over the elements of pixels that count; 0 when none does.
 * @throws {TypeError} for a wrong type or shape.
 * @throws {RangeError} for a wrong option, or a wrong value with `validate`.
 * @see Lin et al., "Focal Loss for Dense Object Detection" (ICCV 2017)
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { focalLoss } from "softgrad";
 * focalLoss(tf.tensor2d([[1]]), tf.tensor2d([[0]])).print(); // 0.1732868
 * ```
 */
export function focalLoss(
  target: tf.Tensor,
  logits: Logits,
  options: FocalLossOptions = {},
): tf.Tensor {
  const action = "compute the focal loss";
  assertKnown(action, options, ["activation", "gamma", "balance", ...lossOptions]);
  const { activation = "sigmoid", gamma = 2, balance } = options;
  assertOrder(action, target, logits);
  assertLogits(action, logits);
  assertWord(action, "activation", activation, ["sigmoid", "softmax"]);
  assertNumber(action, "gamma", gamma, 0);
  if (balance !== undefined && !(balance >= 0 && balance <= 1)) {
    throw new RangeError(`Cannot ${action}: balance must be in [0, 1], but is ${balance}`);
  }
  if (balance !== undefined && activation === "softmax") {
    throw new RangeError(
      `Cannot ${action}: balance weighs positives against negatives, so it needs activation "sigmoid", ` +
        'but activation is "softmax"; use classWeights',
    );
  }
  const parts = focalParts((classes) => {
    const weights = weightsOf(options, classes);
    const times = (factor: number) => weights.map((weight) => weight * factor);
    const [positives, negatives] =
      balance === undefined ? [weights, weights] : [times(balance), times(1 - balance)];
    return { activation, positives, negatives, parameter: gamma };
  });
  return activation === "softmax"
    ? pixelLoss(action, target, logits, options, activation, parts)
    : perClassLoss(action, target, logits, options, parts);
}
