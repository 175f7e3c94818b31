import type * as tf from "@tensorflow/tfjs";
import { fusedSums } from "../fused/fusedSums.js";
import type { OverlapOptions } from "../options.js";
import { composedSums } from "./composedSums.js";
import type { Ratio } from "./overlaps.js";
import type { Prepared } from "./prepare.js";

/** Sums over pixels, `[batch, classes]`, or `[1, classes]` when taken over the batch. */
export interface OverlapSums {
  /** Of sizes I = Σ p·t, P = Σ p and T = Σ t, or Σ p² and Σ t² when squared; of errors I, FP, FN and TP. */
  readonly terms: readonly tf.Tensor[];
  /** T, however it is summed. */
  readonly target: tf.Tensor;
}

/** Activates the prediction and sums what an overlap measure weighs, in one pass where that can be. */
export function overlapSums(
  prepared: Prepared,
  options: OverlapOptions,
  weighs: Ratio["weighs"],
): OverlapSums {
  const terms = fusedSums(prepared, options, weighs) ?? composedSums(prepared, options, weighs);
  const [, , target, shared] = terms;
  return { terms, target: shared ? target.add(shared) : target };
}
