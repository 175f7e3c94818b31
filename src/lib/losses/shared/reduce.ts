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
  switch (reduction) {
    case "none":
      return losses;
    case "sum":
      return losses.sum();
    case "mean": {
      if (typeof total !== "number") return safeRatio(losses.sum(), total, 0);
      return total === 0 ? losses.sum() : losses.sum().div(tf.scalar(total));
    }
  }
}
