import * as tf from "@tensorflow/tfjs";
import { safeRatio } from "../../numerics/safeRatio.js";
import type { Reduction } from "../options.js";

/**
 * Reduces losses that are weighted already.
 *
 * @param losses any shape; what does not count is 0 in it.
 * @param total what the mean is divided by, a scalar; a mean over nothing is 0 with gradient 0.
 * @returns "none": the losses as they are; "sum" and "mean": a scalar.
 */
export function reduceLosses(
  losses: tf.Tensor,
  total: tf.Tensor | number,
  reduction: Reduction,
): tf.Tensor {
  if (reduction === "none") return losses;
  const sum = sumOf(losses);
  if (reduction === "sum" || total === 0) return sum;
  return typeof total === "number" ? sum.div(tf.scalar(total)) : safeRatio(sum, total, 0);
}

/** Over nothing 0: the wasm backend's own sum of no values is whatever lies in memory. */
function sumOf(losses: tf.Tensor): tf.Tensor {
  const sum = losses.sum();
  return losses.size > 0 ? sum : tf.where(tf.scalar(false, "bool"), sum, tf.scalar(0));
}
