import * as tf from "@tensorflow/tfjs";
import { assertNumber } from "../tensors/checks.js";
import type { Logits, Prediction, Soft } from "../tensors/gradientTypes.js";
import { kindOf } from "../tensors/shape.js";

/** A loss of a target and a prediction, with options of its own. */
export type Loss<Options> = (
  target: tf.Tensor,
  prediction: Prediction & Logits,
  options?: Options,
) => tf.Tensor;

/** A loss, its weight, and its options. */
export type WeightedLoss<Options, Function = Loss<Options>> = readonly [
  loss: Function,
  weight: number,
  options?: Options,
];

/** The options that a loss takes. */
type OptionsOf<Function> = Function extends (
  target: tf.Tensor,
  prediction: Prediction & Logits,
  options?: infer Options,
) => tf.Tensor
  ? Options
  : never;

/** What all of the losses take as their prediction: raw scores when one of them wants these. */
type PredictionOf<Losses extends readonly Loss<never>[]> = Losses[number] extends (
  target: tf.Tensor,
  prediction: infer Wanted,
  options?: never,
) => tf.Tensor
  ? Soft extends Wanted
    ? Prediction
    : Logits
  : never;

/**
 * Makes one loss of several, such as Dice and cross-entropy: their weighted sum.
 *
 * What each returns is averaged first, so a loss of pixels and one of images add up. When one of them
 * takes logits, so does the sum: then give the others an `activation`.
 *
 * @formula L = Σ_i w_i L_i
 * @param losses each loss with its weight, 0 or more, and its options.
 * @returns a loss `(target, prediction) => scalar`, which goes into `model.compile({ loss })`.
 * @throws {TypeError} when there is no loss, or one is no function.
 * @throws {RangeError} when a weight is negative or not finite.
 * @see Isensee et al., "nnU-Net" (Nature Methods 2021), which sums Dice and cross-entropy
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { combineLosses, softDiceLoss, softmaxCrossEntropy } from "softgrad";
 * const loss = combineLosses([
 *   [softDiceLoss, 1, { activation: "softmax" }],
 *   [softmaxCrossEntropy, 0.5],
 * ]);
 * loss(tf.tensor2d([[1, 0]]), tf.tensor2d([[0, 0]])).print(); // 1.0132379
 * ```
 */
export function combineLosses<const Losses extends readonly Loss<never>[]>(
  losses: readonly [
    ...{ [Index in keyof Losses]: WeightedLoss<OptionsOf<Losses[Index]>, Losses[Index]> },
  ],
): (target: tf.Tensor, prediction: PredictionOf<Losses>) => tf.Tensor {
  const action = "combine losses";
  const list = losses as readonly WeightedLoss<unknown>[];
  if (list.length === 0)
    throw new TypeError(`Cannot ${action}: losses must hold at least one, but is empty`);
  for (const [index, [loss, weight]] of list.entries()) {
    if (typeof loss !== "function") {
      throw new TypeError(
        `Cannot ${action}: losses[${index}] must start with a function, but has ${kindOf(loss)}`,
      );
    }
    assertNumber(action, `the weight of losses[${index}]`, weight, 0);
  }
  return (target, given: tf.Tensor) =>
    tf.tidy(() => {
      // Which of the two a loss wants its type says, but not that of the list.
      const prediction = given as Prediction & Logits;
      const parts = list.map(([loss, weight, options]) => {
        const part =
          options === undefined ? loss(target, prediction) : loss(target, prediction, options);
        return part.mean().mul(weight);
      });
      return tf.addN(parts);
    });
}
