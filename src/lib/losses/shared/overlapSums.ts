import type * as tf from "@tensorflow/tfjs";
import { fusedSums } from "../fused/fusedSums.js";
import type { OverlapOptions } from "../options.js";
import { composedSums } from "./composedSums.js";
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

/** Activates the prediction and sums what every overlap measure is made of, in one pass where that can be. */
export function overlapSums(prepared: Prepared, options: OverlapOptions): OverlapSums {
  return fusedSums(prepared, options) ?? composedSums(prepared, options);
}
