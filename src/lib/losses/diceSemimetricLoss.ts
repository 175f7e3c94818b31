import type * as tf from "@tensorflow/tfjs";
import { assertKnown } from "../tensors/assertKnown.js";
import type { Prediction } from "../tensors/gradientTypes.js";
import type { VariantOptions } from "./options.js";
import { assertVariant } from "./shared/assertVariant.js";
import { overlapOptions } from "./shared/optionNames.js";
import { overlapLoss } from "./shared/overlapLoss.js";
import { diceSemimetricRatio } from "./shared/overlaps.js";

/**
 * Dice semimetric loss, per image and class: the soft Dice loss whose minimum is at p = t.
 *
 * L_1 and L_2 are its variants. On hard targets and predictions it equals the soft Dice loss. Its
 * gradient at p = t is 0.
 *
 * @formula L_1 = 1 − (Σp + Σt − Σ|p − t| + s) / (Σp + Σt + s)
 * @formula L_2 = 1 − (2 Σpt + s) / (2 Σpt + Σ|p − t| + s)
 * @param target labels `[batch, ...spatial, classes]` in [0, 1], or class indices `[batch, ...spatial]`, int32.
 * @param prediction `[batch, ...spatial, classes]`, float32: probabilities, or logits when `activation` says so.
 * @returns "none": `[batch, classes]` (`[classes]` over the batch; fewer columns when `classes` lists
 * some; 0 for a class that is not present); "mean", "sum": a scalar over all of it.
 * @throws {TypeError} for a wrong type or shape.
 * @throws {RangeError} for a wrong option, or a wrong value with `validate`.
 * @see Wang et al., "Dice Semimetric Losses: Optimizing the Dice Score with Soft Labels" (MICCAI 2023)
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { diceSemimetricLoss, softDiceLoss } from "softgrad";
 * const annotators = tf.tensor4d([0.9, 0.3, 0.5, 0], [1, 2, 2, 1]);
 * diceSemimetricLoss(annotators, annotators).print(); // 0: agreement is perfect
 * softDiceLoss(annotators, annotators).print(); // 0.3235: and this loss asks for more
 * ```
 */
export function diceSemimetricLoss(
  target: tf.Tensor,
  prediction: Prediction,
  options: VariantOptions = {},
): tf.Tensor {
  const action = "compute the Dice semimetric loss";
  assertKnown(action, options, [...overlapOptions, "variant"]);
  const { variant = 1 } = options;
  assertVariant(action, variant);
  return overlapLoss(action, target, prediction, options, diceSemimetricRatio(variant));
}
