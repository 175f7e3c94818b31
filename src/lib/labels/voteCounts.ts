import * as tf from "@tensorflow/tfjs";
import { assertCount, assertNumber, assertTensor } from "../tensors/checks.js";
import { placeOf } from "../tensors/place.js";
import { kindOf } from "../tensors/shape.js";

/** How votes are written: as counts, or as each annotator's class indices. */
export interface VoteOptions {
  /** Number of classes, when the votes are annotators' class indices; absent for counts. */
  readonly numClasses?: number;
  /** The index of an annotator who gave no label; −1 when absent. Class indices only. */
  readonly missing?: number;
}

export interface WeightedVoteOptions extends VoteOptions {
  /** How much each annotator's vote counts, 0 or more; 1 each when absent. Class indices only. */
  readonly weights?: readonly number[];
}

/**
 * Counts `[..., classes]`, from counts or from annotators' class indices `[annotators, ...]`.
 *
 * The values are read: a vote that cannot be meant is an error, and never a wrong label. In the
 * caller's scope: the result may be `votes` itself.
 */
export function voteCounts(
  action: string,
  votes: tf.Tensor,
  options: WeightedVoteOptions,
): tf.Tensor {
  assertTensor(action, "votes", votes, 1);
  if (options.numClasses !== undefined) {
    return countIndices(action, votes, options.numClasses, options);
  }
  for (const name of ["missing", "weights"] as const) {
    if (options[name] === undefined) continue;
    throw new TypeError(
      `Cannot ${action}: ${name} belongs to annotators' class indices, but votes are counts; give numClasses too`,
    );
  }
  for (const [number, count] of votes.dataSync().entries()) {
    if (count >= 0 && count < Infinity) continue;
    const wanted = count < 0 && count > -Infinity ? "0 or more" : "finite";
    throw new RangeError(
      `Cannot ${action}: votes must be ${wanted}, but number ${number} (row-major) is ${count}`,
    );
  }
  return votes.toFloat();
}

function countIndices(
  action: string,
  votes: tf.Tensor,
  numClasses: number,
  { missing = -1, weights }: WeightedVoteOptions,
): tf.Tensor {
  if (votes.dtype !== "int32") {
    throw new TypeError(
      `Cannot ${action}: votes must be class indices, int32, when numClasses is given, but are ${votes.dtype}; ` +
        "leave numClasses out for counts",
    );
  }
  assertNumClasses(action, numClasses, missing);
  const [annotators = 0, ...pixels] = votes.shape;
  if (weights !== undefined) assertWeights(action, weights, annotators);
  const size = pixels.reduce((product, length) => product * length, 1);
  const counts = new Float64Array(size * numClasses);
  for (const [number, index] of votes.dataSync().entries()) {
    if (index === missing) continue;
    if (index < 0 || index >= numClasses) {
      throw new RangeError(
        `Cannot ${action}: votes must be 0 to ${numClasses - 1}, or ${missing} where missing, ` +
          `but are ${index} at [${placeOf(number, votes.shape)}], annotator ${Math.floor(number / size)}`,
      );
    }
    const place = (number % size) * numClasses + index;
    counts[place] = (counts[place] ?? 0) + (weights?.[Math.floor(number / size)] ?? 1);
  }
  return tf.tensor(Float32Array.from(counts), [...pixels, numClasses]);
}

function assertNumClasses(action: string, numClasses: number, missing: number): void {
  assertCount(action, "numClasses", numClasses);
  if (!Number.isInteger(missing)) {
    throw new RangeError(`Cannot ${action}: missing must be a whole number, but is ${missing}`);
  }
  if (missing < 0 || missing >= numClasses) return;
  throw new RangeError(
    `Cannot ${action}: missing must be no class, but is ${missing}, and the classes are 0 to ${numClasses - 1}`,
  );
}

function assertWeights(action: string, weights: unknown, annotators: number): void {
  if (!Array.isArray(weights)) {
    throw new TypeError(
      `Cannot ${action}: weights must be an array of numbers, but is ${kindOf(weights)}`,
    );
  }
  if (weights.length !== annotators) {
    throw new RangeError(
      `Cannot ${action}: weights must have one number an annotator, but has ${weights.length} (annotators=${annotators})`,
    );
  }
  for (const [index, weight] of weights.entries()) {
    assertNumber(action, `weights[${index}]`, weight, 0);
  }
}
