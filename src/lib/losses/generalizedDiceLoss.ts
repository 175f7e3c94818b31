import * as tf from "@tensorflow/tfjs";
import { constant } from "../gradients/stopGradient.js";
import { safeRatio } from "../numerics/safeRatio.js";
import { assertKnown } from "../tensors/assertKnown.js";
import { assertPrediction, assertWord } from "../tensors/checks.js";
import type { Prediction } from "../tensors/gradientTypes.js";
import type { GeneralizedDiceOptions } from "./options.js";
import { assertOverlapOptions } from "./shared/assertOptions.js";
import { assertOrder } from "./shared/assertOrder.js";
import { pickClasses } from "./shared/classes.js";
import { negativeLog } from "./shared/negativeLog.js";
import { unweightedOptions } from "./shared/optionNames.js";
import { overlapSums } from "./shared/overlapSums.js";
import { weighSums } from "./shared/overlaps.js";
import { prepare } from "./shared/prepare.js";
import { reduceLosses } from "./shared/reduce.js";
import { DEFAULT_SMOOTH, smoothParts } from "./shared/smoothParts.js";
import { validateValues } from "./shared/validateValues.js";

/** Pixels that a class needs to be present: 1 / T² of less, times a size, overflows float32. */
const LEAST_SIZE = 1e-12;

/**
 * Generalized Dice loss, per image: one Dice over all classes, small classes weighing as much as large.
 *
 * A class of size T_c = Σt weighs 1 / T_c² (or 1 / T_c, or 1, by `weightType`). The weights are
 * constants to the gradient. A class that is absent from the target takes the largest weight of the
 * others (or, with `classes: "present"`, none).
 *
 * @formula L = 1 − (2 Σ_c w_c Σpt + s) / (Σ_c w_c (Σp + Σt) + s), w_c = 1 / T_c²
 * @param target labels `[batch, ...spatial, classes]` in [0, 1], or class indices `[batch, ...spatial]`, int32.
 * @param prediction `[batch, ...spatial, classes]`, float32: probabilities, or logits when `activation` says so.
 * @returns "none": `[batch]` (`[1]` over the batch); "mean", "sum": a scalar over all of it.
 * @throws {TypeError} for a wrong type or shape.
 * @throws {RangeError} for a wrong option, or a wrong value with `validate`.
 * @see Sudre et al., "Generalised Dice Overlap as a Deep Learning Loss Function" (DLMIA 2017)
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { generalizedDiceLoss } from "softgrad";
 * const target = tf.tensor2d([[0, 0, 0, 1]], [1, 4], "int32");
 * const prediction = tf.tensor3d([[[1, 0], [1, 0], [0, 1], [0, 1]]]);
 * generalizedDiceLoss(target, prediction, { smooth: 0 }).print(); // 0.3125
 * ```
 */
export function generalizedDiceLoss(
  target: tf.Tensor,
  prediction: Prediction,
  options: GeneralizedDiceOptions = {},
): tf.Tensor {
  const action = "compute the generalized Dice loss";
  assertKnown(action, options, [
    "activation",
    "alpha",
    "smooth",
    "logLoss",
    "weightType",
    "form",
    ...unweightedOptions,
  ]);
  const { weightType = "square", form = "product", classes = "all" } = options;
  assertOrder(action, target, prediction);
  assertPrediction(action, prediction);
  assertOverlapOptions(action, options, prediction.shape);
  assertWord(action, "weightType", weightType, ["square", "simple", "uniform"]);
  assertWord(action, "form", form, ["product", "l1"]);
  return tf.tidy(() => {
    const prepared = prepare(action, target, prediction, options);
    if (options.validate) validateValues(action, prepared, options.activation ?? "none");
    const sums = overlapSums(prepared, options, form === "l1" ? "errors" : "sizes");
    const pick = (x: tf.Tensor) => (typeof classes === "string" ? x : pickClasses(x, classes));
    const sizes = pick(sums.target);
    const weights = constant(() => sizeWeights(sizes, weightType, classes === "present"));
    const shared = pick(weighSums(sums, form === "l1" ? [0, 0, 0, 2] : [2, 0, 0, 0]));
    const whole = pick(weighSums(sums, form === "l1" ? [0, 1, 1, 2] : [0, 1, 1, 0]));
    const smooth = smoothParts(options.smooth ?? DEFAULT_SMOOTH);
    const score = safeRatio(
      shared.mul(weights).sum(1).add(smooth.numerator),
      whole.mul(weights).sum(1).add(smooth.denominator),
      1,
    );
    const losses = options.logLoss ? negativeLog(score) : tf.sub(1, score);
    return reduceLosses(losses, losses.size, options.reduction ?? "mean");
  });
}

/** 1 / T^k for `[images, classes]`; classes without a target pixel take the row's largest weight. */
function sizeWeights(
  sizes: tf.Tensor,
  type: "square" | "simple" | "uniform",
  presentOnly: boolean,
): tf.Tensor {
  const present = sizes.greater(LEAST_SIZE).toFloat();
  if (type === "uniform") return presentOnly ? present : tf.onesLike(sizes);
  const filled = sizes.add(tf.sub(1, present));
  const inverse = tf.div(present, type === "square" ? filled.square() : filled);
  if (presentOnly) return inverse;
  return inverse.add(inverse.max(1, true).mul(tf.sub(1, present)));
}
