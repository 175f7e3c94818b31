import * as tf from "@tensorflow/tfjs";
import { innerGradient } from "../../gradients/innerGradient.js";
import { composedSums } from "../shared/composedSums.js";
import type { Prepared } from "../shared/prepare.js";
import type { OverlapSettings } from "./overlapInput.js";

/**
 * The gradient of an overlap's sums by one of its tensors, from operations that can be differentiated again.
 *
 * @param slopes the gradients of the sums, in their order.
 */
export function composedGradient(
  by: "prediction" | "target",
  prepared: Prepared,
  { summed, ...options }: OverlapSettings,
  slopes: readonly tf.Tensor[],
): tf.Tensor {
  const weighs = summed === "errors" ? summed : "sizes";
  const pulled = (x: tf.Tensor) =>
    composedSums({ ...prepared, [by]: x }, { ...options, squared: summed === "squares" }, weighs)
      .map((sum, index) => sum.mul(slopes[index] ?? 0).sum())
      .reduce((total, term) => total.add(term));
  return innerGradient(pulled, prepared[by], tf.scalar(1));
}
