import * as tf from "@tensorflow/tfjs";
import { assertKnown } from "../tensors/assertKnown.js";
import { assertCount, assertTensor } from "../tensors/checks.js";
import type { Hard } from "../tensors/gradientTypes.js";

export interface OneHotOptions {
  /** Index of pixels to leave out, such as 255: their rows are all zeros. */
  readonly ignoreIndex?: number;
  /** Read the values and throw for an index outside [0, depth); false when absent. */
  readonly validate?: boolean;
}

/**
 * Encodes class indices as rows with a single 1.
 *
 * There is no useful gradient here: the result is `Hard` and serves as a target. For predictions use
 * `softOneHot(logits)`.
 *
 * @formula y[…, c] = 1 where indices[…] = c, else 0
 * @param indices class indices `[batch, ...spatial]`, int32, in [0, depth).
 * @param depth the number of classes.
 * @returns `[batch, ...spatial, depth]`, float32; the row of an ignored or out-of-range index is zero.
 * @throws {TypeError} when indices is no int32 tensor.
 * @throws {RangeError} when depth is not a whole number of 1 or more, or, with `validate`, when an
 * index is out of range and is not `ignoreIndex`.
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { oneHot } from "softgrad";
 * oneHot(tf.tensor1d([0, 2, 255], "int32"), 3, { ignoreIndex: 255 }).print();
 * // [[1, 0, 0], [0, 0, 1], [0, 0, 0]]
 * ```
 */
export function oneHot(indices: tf.Tensor, depth: number, options: OneHotOptions = {}): Hard {
  const action = "one-hot encode";
  assertKnown(action, options, ["ignoreIndex", "validate"]);
  assertTensor(action, "indices", indices);
  if (indices.dtype !== "int32") {
    throw new TypeError(
      `Cannot ${action}: indices must be int32, but are ${indices.dtype}; convert whole numbers with indices.toInt()`,
    );
  }
  assertCount(action, "depth", depth);
  return encodeIndices(action, "indices", indices, depth, options);
}

/** `oneHot` of what errors call `name`, where action and depth are the caller's. */
export function encodeIndices(
  action: string,
  name: string,
  indices: tf.Tensor,
  depth: number,
  { ignoreIndex, validate = false }: OneHotOptions,
): Hard {
  if (ignoreIndex !== undefined && !Number.isInteger(ignoreIndex)) {
    throw new RangeError(
      `Cannot ${action}: ignoreIndex must be a whole number, but is ${ignoreIndex}`,
    );
  }
  if (validate) assertIndices(action, name, indices, depth, ignoreIndex);
  return tf.tidy(() => {
    // An ignored index may lie inside the classes: it is moved out of them, to -1, which has no row.
    const kept =
      ignoreIndex === undefined || ignoreIndex < 0 || ignoreIndex >= depth
        ? indices
        : tf.where(tf.equal(indices, ignoreIndex), tf.onesLike(indices).neg(), indices);
    return tf.equal(kept.expandDims(-1), tf.range(0, depth, 1, "int32")).toFloat() as Hard;
  });
}

function assertIndices(
  action: string,
  name: string,
  indices: tf.Tensor,
  depth: number,
  ignoreIndex?: number,
): void {
  for (const [place, index] of indices.dataSync().entries()) {
    if (index === ignoreIndex || (index >= 0 && index < depth)) continue;
    throw new RangeError(
      `Cannot ${action}: ${name} must be 0 to ${depth - 1}, but number ${place} (row-major) is ${index}; ` +
        "name the pixels to leave out with ignoreIndex",
    );
  }
}
