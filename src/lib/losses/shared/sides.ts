import type * as tf from "@tensorflow/tfjs";
import { constant } from "../../gradients/stopGradient.js";
import { sign } from "../../numerics/sign.js";

/**
 * Where the prediction is above its label, and where it is below: 1, 0, or ½ where they are equal.
 *
 * Constants to the gradient: so |p − t|, min(p, t) and their like, which are linear on either side, have
 * the middle of what their kink allows at p = t. `tf.abs` and `tf.minimum` take one side there.
 */
export function sides(p: tf.Tensor, t: tf.Tensor): { above: tf.Tensor; below: tf.Tensor } {
  const above = constant(() => sign(p.sub(t)).add(1).div(2));
  return { above, below: constant(() => above.sub(1).neg()) };
}
