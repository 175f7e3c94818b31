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
 * What a loss takes as its prediction: any `tf.Tensor` that is not known to be `Hard`.
 *
 * The property's type is the text of the compile error, so it says what to use instead.
 */
export interface Prediction extends tf.Tensor {
  readonly [gradient]?:
    | "flows"
    | "must flow: pass softOneHot(logits), softBinary(logits) or straightThrough(soft) instead of a hard tensor";
}
