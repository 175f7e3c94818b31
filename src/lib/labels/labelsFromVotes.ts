import * as tf from "@tensorflow/tfjs";
import { assertNumber, assertTensor } from "../tensors/checks.js";

export interface VotesOptions {
  /** Votes added to every class before counting (Laplace's λ), 0 or more; 0 when absent. */
  readonly smoothing?: number;
}

/**
 * Turns counts of annotators' votes into soft labels.
 *
 * y_c = (n_c + λ) / (N + λC), with N the row's number of votes and C the number of classes. Of 100
 * people, 93 said dog: 0.93.
 *
 * The votes are read, so that a negative count is an error and never a wrong label.
 *
 * @param votes counts `[..., classes]`, 0 or more.
 * @returns labels of the same shape, float32, each row summing to 1; a row without votes is uniform
 * when smoothing is above 0, else all zeros, which every loss here leaves without gradient.
 * @throws {TypeError} when votes is no tensor of rank 1 or more.
 * @throws {RangeError} when a count or the smoothing is negative or not finite.
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { labelsFromVotes } from "softgrad";
 * labelsFromVotes(tf.tensor2d([[93, 7], [24, 76]])).print(); // [[0.93, 0.07], [0.24, 0.76]]
 * ```
 */
export function labelsFromVotes(votes: tf.Tensor, options: VotesOptions = {}): tf.Tensor {
  const action = "make labels from votes";
  assertTensor(action, "votes", votes, 1);
  const { smoothing = 0 } = options;
  assertNumber(action, "smoothing", smoothing, 0);
  for (const [place, count] of votes.dataSync().entries()) {
    if (count >= 0 && count < Infinity) continue;
    throw new RangeError(
      `Cannot ${action}: votes must be 0 or more, but number ${place} (row-major) is ${count}`,
    );
  }
  return tf.tidy(() => {
    const counts = votes.toFloat().add(smoothing);
    const total = counts.sum(-1, true);
    // Without any votes the counts are zero too: dividing them by 1 keeps the row zero.
    return counts.div(total.add(total.equal(0).toFloat()));
  });
}
