import type * as tf from "@tensorflow/tfjs";

/** Key of the property that exists only in types: whether a gradient flows through the tensor. */
declare const gradient: unique symbol;

/**
 * A tensor made by a step that has no useful gradient: one-hot encoding, arg max, a threshold.
 *
 * It is a plain tensor at run time and goes wherever a `tf.Tensor` goes, as a target above all.
 * Passing it as a *prediction* does not compile.
 */
export interface Hard extends tf.Tensor {
  readonly [gradient]: "is zero";
}

/** A tensor through which the gradient flows back to the logits; a plain tensor at run time. */
export interface Soft extends tf.Tensor {
  readonly [gradient]: "flows";
}

/**
 * What a loss takes that has its softmax or sigmoid inside: raw scores, any `tf.Tensor` that is not known
 * to be `Soft` or `Hard`. Probabilities would be activated twice, and train to a blurred answer.
 *
 * The property's type is the text of the compile error, so it says what to pass instead.
 */
export interface Logits extends tf.Tensor {
  readonly [gradient]?: "must be of raw scores: pass the logits themselves, since softmax or sigmoid is in this loss already";
}

/**
 * What a loss takes as its prediction: any `tf.Tensor` that is not known to be `Hard`.
 *
 * The property's type is the text of the compile error, so it says what to use instead.
 */
export interface Prediction extends tf.Tensor {
  readonly [gradient]?:
    | "flows"
    | "must flow: pass softOneHot(logits), softBinary(logits) or straightThrough(soft) instead of a hard tensor";
}
