import type * as tf from "@tensorflow/tfjs";
import type { OverlapOptions } from "../options.js";
import { activate } from "./activate.js";
import { distance } from "./distance.js";
import type { OverlapSums } from "./overlapSums.js";
import type { Prepared } from "./prepare.js";

/**
 * The sums of every overlap measure from TensorFlow.js's own operations.
 *
 * For backends whose tensors lie elsewhere, such as a GPU, and wherever a derivative is asked for that
 * the fused kernel does not have: it can be differentiated any number of times, by target and prediction.
 */
export function composedSums(prepared: Prepared, options: OverlapOptions): OverlapSums {
  const { over = "image", squared = false } = options;
  const { target } = prepared;
  const prediction = activate(prepared, options);
  const sum = (x: tf.Tensor) => (over === "batch" ? x.sum([0, 1]).expandDims(0) : x.sum(1));
  return {
    intersection: sum(prediction.mul(target)),
    prediction: sum(squared ? prediction.square() : prediction),
    target: sum(squared ? target.square() : target),
    difference: () => sum(distance(prediction, target)),
  };
}
