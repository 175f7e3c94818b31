import * as tf from "@tensorflow/tfjs";
import { constant } from "../gradients/stopGradient.js";
import type { Activation, ActivationOptions, MaskOptions, Reduction } from "../losses/options.js";
import { assertActivation } from "../losses/shared/assertOptions.js";
import { assertMask } from "../losses/shared/prepare.js";
import { reduceLosses } from "../losses/shared/reduce.js";
import { logSoftmax } from "../numerics/logSoftmax.js";
import { sigmoid } from "../numerics/sigmoid.js";
import { softmax } from "../numerics/softmax.js";
import { softplus } from "../numerics/softplus.js";
import { assertKnown } from "../tensors/assertKnown.js";
import { assertPrediction, assertWord } from "../tensors/checks.js";

export interface EntropyOptions extends ActivationOptions, Omit<MaskOptions, "ignoreIndex"> {
  /** Whether one value a pixel is returned, their mean, or their sum; "none" when absent. */
  readonly reduction?: Reduction;
}

/**
 * The entropy of each pixel's class probabilities, in nats: how undecided a prediction or label is.
 *
 * Here 0 log 0 = 0. With sigmoid, and for a single class, each class is a yes or no of its own, and its
 * no counts too, with 1 − p. The slope at p = 0, infinite by the formula, is about 87.
 *
 * @formula H = −Σ_c p_c log p_c
 * @param prediction `[batch, ...spatial, classes]`, float32: probabilities, or logits when `activation` says so.
 * @returns "none": `[batch, ...spatial]`, 0 where a pixel is masked; "mean", "sum": a scalar over the pixels
 * that count; 0 when none does.
 * @throws {TypeError} for a wrong type or shape.
 * @throws {RangeError} for a wrong option.
 * @see Shannon, "A Mathematical Theory of Communication" (1948)
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { entropy } from "softgrad";
 * entropy(tf.tensor2d([[0.5, 0.5], [1, 0]])).print(); // [0.6931472, 0]
 * ```
 */
export function entropy(prediction: tf.Tensor, options: EntropyOptions = {}): tf.Tensor {
  const action = "measure the entropy";
  assertKnown(action, options, ["activation", "alpha", "mask", "reduction"]);
  const { activation = "none", alpha = 1, reduction = "none" } = options;
  assertPrediction(action, prediction);
  assertActivation(action, options);
  assertWord(action, "reduction", reduction, ["none", "mean", "sum"]);
  return tf.tidy(() => {
    const { prediction: x, counted } = masked(action, prediction, options);
    const all = terms(alpha === 1 ? x : x.mul(alpha), activation).sum(-1);
    const values = counted ? all.mul(counted) : all;
    return reduceLosses(values, counted?.sum() ?? values.size, reduction);
  });
}

/** The prediction with what is masked set to 0, and which pixels count, `[batch, ...spatial]`. */
function masked(action: string, prediction: tf.Tensor, { mask }: EntropyOptions) {
  if (mask === undefined) return { prediction, counted: undefined };
  assertMask(action, mask, prediction);
  const counted = constant(() => mask.notEqual(0).reshape(prediction.shape.slice(0, -1)));
  // Chosen, not multiplied: 0 · NaN would let a masked pixel's garbage through.
  return {
    prediction: tf.where(counted.expandDims(-1), prediction, 0),
    counted: constant(() => counted.toFloat()),
  };
}

function terms(x: tf.Tensor, activation: Activation): tf.Tensor {
  switch (activation) {
    case "softmax":
      return softmax(x).mul(logSoftmax(x)).neg();
    // −log σ(x) = softplus(−x), −log(1 − σ(x)) = softplus(x): p (softplus(x) − x) + (1 − p) softplus(x).
    case "sigmoid":
      return softplus(x).sub(sigmoid(x).mul(x));
    case "none":
      return x.shape[x.rank - 1] === 1 ? surprise(x).add(surprise(tf.sub(1, x))) : surprise(x);
  }
}

/** −p log p, 0 at p = 0: there the logarithm is of the smallest normal float32 instead. */
function surprise(p: tf.Tensor): tf.Tensor {
  const positive = p.add(constant(() => tf.relu(tf.sub(1.1754944e-38, p))));
  return p.mul(positive.log()).neg();
}
