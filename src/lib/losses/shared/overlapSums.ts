import type * as tf from "@tensorflow/tfjs";
import type { OverlapOptions } from "../options.js";
import { activate } from "./activate.js";
import { distance } from "./distance.js";
import type { Prepared } from "./prepare.js";

/** Sums over pixels, `[batch, classes]`, or `[1, classes]` when taken over the batch. */
export interface OverlapSums {
  /** I = Σ p·t */
  readonly intersection: tf.Tensor;
  /** P = Σ p, or Σ p² when squared */
  readonly prediction: tf.Tensor;
  /** T = Σ t, or Σ t² when squared */
  readonly target: tf.Tensor;
  /** D = Σ |p − t|, computed when asked for. */
  readonly difference: () => tf.Tensor;
}

/** Activates the prediction and sums what every overlap measure is made of. */
export function overlapSums(prepared: Prepared, options: OverlapOptions): OverlapSums {
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
