import type * as tf from "@tensorflow/tfjs";
import type { OverlapOptions } from "../options.js";
import { activate } from "./activate.js";
import type { Ratio } from "./overlaps.js";
import type { Prepared } from "./prepare.js";
import { sides } from "./sides.js";

/** The sums that a ratio weighs, in its order; the fourth where it weighs errors. */
export type Sums = readonly [tf.Tensor, tf.Tensor, tf.Tensor, ...tf.Tensor[]];

/**
 * The sums of every overlap measure from TensorFlow.js's own operations.
 *
 * For backends whose tensors lie elsewhere, such as a GPU, and wherever a derivative is asked for that
 * the fused kernel does not have: it can be differentiated any number of times, by target and prediction.
 */
export function composedSums(
  prepared: Prepared,
  options: OverlapOptions,
  weighs: Ratio["weighs"],
): Sums {
  const { over = "image", squared = false } = options;
  const { target: t } = prepared;
  const p = activate(prepared, options);
  const sum = (x: tf.Tensor) => (over === "batch" ? x.sum([0, 1]).expandDims(0) : x.sum(1));
  const intersection = sum(p.mul(t));
  if (weighs === "sizes") {
    return [intersection, sum(squared ? p.square() : p), sum(squared ? t.square() : t)];
  }
  const { above, below } = sides(p, t);
  const error = p.sub(t);
  return [
    intersection,
    sum(error.mul(above)),
    sum(error.mul(below).neg()),
    sum(p.mul(below).add(t.mul(above))),
  ];
}
