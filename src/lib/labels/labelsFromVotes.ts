import * as tf from "@tensorflow/tfjs";
import { safeRatio } from "../numerics/safeRatio.js";
import { assertKnown } from "../tensors/assertKnown.js";
import { assertNumber } from "../tensors/checks.js";
import { voteCounts, type WeightedVoteOptions } from "./voteCounts.js";

export interface VotesOptions extends WeightedVoteOptions {
  /** Votes added to every class before counting (Laplace's λ), 0 or more; 0 when absent. */
  readonly smoothing?: number;
}

/**
 * Turns annotators' votes into soft labels.
 *
 * n_c is the weight w_a of the annotators who chose c, summed, N that of all, and C the number of
 * classes. Of 100 people, 93 said dog: 0.93. An annotator who gave a pixel no label is in neither sum
 * there, so the others alone make the label.
 *
 * The votes are read, so that a negative count is an error and never a wrong label.
 *
 * @formula y_c = (n_c + λ) / (N + λC), N = Σ_c n_c
 * @param votes counts `[..., classes]`, 0 or more; or, with `numClasses`, each annotator's class
 * indices `[annotators, ...]`, int32, in [0, numClasses), or `missing`.
 * @returns labels `[..., classes]`, float32, each row summing to 1; a row without votes is uniform
 * when smoothing is above 0, else all zeros. Mask such pixels: only the softmax cross-entropy (without
 * label smoothing) and the softmax focal loss leave a row of zeros without gradient by themselves; to the
 * other losses it says that no class is there.
 * @throws {TypeError} when votes is no tensor of rank 1 or more, when indices are not int32, or when
 * `weights` or `missing` come with counts.
 * @throws {RangeError} when a count, a weight or the smoothing is negative or not finite, when an index
 * is neither a class nor `missing`, or when there is not one weight an annotator.
 * @see Peterson et al., "Human Uncertainty Makes Classification More Robust" (ICCV 2019)
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { labelsFromVotes } from "softgrad";
 * labelsFromVotes(tf.tensor2d([[93, 7], [24, 76]])).print(); // [[0.93, 0.07], [0.24, 0.76]]
 * ```
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { labelsFromVotes } from "softgrad";
 * // Three annotators of two pixels; the second left one out, and the third counts twice.
 * const votes = tf.tensor2d([[0, 1], [0, -1], [1, 1]], [3, 2], "int32");
 * labelsFromVotes(votes, { numClasses: 2, weights: [1, 1, 2] }).print(); // [[0.5, 0.5], [0, 1]]
 * ```
 */
export function labelsFromVotes(votes: tf.Tensor, options: VotesOptions = {}): tf.Tensor {
  const action = "make labels from votes";
  assertKnown(action, options, ["numClasses", "missing", "weights", "smoothing"]);
  const { smoothing = 0 } = options;
  assertNumber(action, "smoothing", smoothing, 0);
  return tf.tidy(() => {
    const counts = voteCounts(action, votes, options).add(smoothing);
    const total = counts.sum(-1, true);
    return safeRatio(counts, total.mul(tf.onesLike(counts)), 0);
  });
}
