import type * as tf from "@tensorflow/tfjs";
import { constant } from "../../gradients/stopGradient.js";
import { sign } from "../../numerics/sign.js";

/** |p − t| with gradient 0 where p = t; `tf.abs` has −1 there. */
export function distance(p: tf.Tensor, t: tf.Tensor): tf.Tensor {
  const error = p.sub(t);
  return error.mul(constant(() => sign(error)));
}
