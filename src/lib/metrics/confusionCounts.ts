import * as tf from "@tensorflow/tfjs";
import type { MaskOptions } from "../losses/options.js";
import { prepare } from "../losses/shared/prepare.js";
import { assertKnown } from "../tensors/assertKnown.js";
import { assertTensor, assertWord } from "../tensors/checks.js";
import { axesText } from "../tensors/shape.js";
import { type ConfusionCounts, countClasses, type TypedArray } from "./countClasses.js";
import { classTensor } from "./overlapMetric.js";

export interface ConfusionOptions<Over extends "image" | "batch" = "image" | "batch">
  extends MaskOptions {
  /** "batch": one count of all pixels; "image": one an image; "batch" when absent. */
  readonly over?: Over;
  /** Number of classes; needed when target and prediction are both class indices. */
  readonly numClasses?: number;
  /** A name for each class; "class 0", "class 1", … when absent. */
  readonly classNames?: readonly string[];
}

/**
 * Counts how each class was predicted, over the batch or image by image, and names the classes that are nowhere.
 *
 * matrix[t][p] = Σ target_t · prediction_p; TP_c = matrix[c][c], FP_c = Σ p_c − TP_c, FN_c = Σ t_c − TP_c.
 * Probabilities and soft labels count by their parts. Sums are doubles: no pixel is lost in a large
 * batch. Reads the values; it has no gradient.
 *
 * @param target labels `[batch, ...spatial, classes]` in [0, 1], or class indices `[batch, ...spatial]`, int32.
 * @param prediction probabilities or one-hot rows `[batch, ...spatial, classes]`; or, with `numClasses`,
 * class indices `[batch, ...spatial]`, int32.
 * @returns the counts; with `over: "image"` an array of them, one an image.
 * @throws {TypeError} for a wrong type or shape.
 * @throws {RangeError} for a wrong option, or an index that is no class and is not `ignoreIndex`.
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { confusionCounts } from "softgrad";
 * const target = tf.tensor2d([[0, 0, 1, 1]], [1, 4], "int32");
 * const prediction = tf.tensor2d([[0, 1, 1, 1]], [1, 4], "int32");
 * const classNames = ["road", "car", "tram"];
 * const { matrix, absent } = confusionCounts(target, prediction, { numClasses: 3, classNames });
 * console.log(matrix[0], absent); // [1, 1, 0] ["tram"]
 * ```
 */
export function confusionCounts<Over extends "image" | "batch" = "batch">(
  target: tf.Tensor,
  prediction: tf.Tensor,
  options?: ConfusionOptions<Over>,
): Over extends "image" ? readonly ConfusionCounts[] : ConfusionCounts;
export function confusionCounts(
  target: tf.Tensor,
  prediction: tf.Tensor,
  options: ConfusionOptions = {},
): ConfusionCounts | readonly ConfusionCounts[] {
  const action = "count the confusion";
  assertKnown(action, options, ["over", "numClasses", "classNames", "mask", "ignoreIndex"]);
  assertTensor(action, "target", target);
  assertTensor(action, "prediction", prediction);
  const { numClasses, classNames, over = "batch", ...masks } = options;
  assertWord(action, "over", over, ["image", "batch"]);
  // Counted within the tidy, which hands out nothing: it looks for tensors in each element of what it returns.
  let counts: ConfusionCounts[] = [];
  tf.tidy(() => {
    const { ignoreIndex } = masks;
    const encoding = { validate: true, ...(ignoreIndex === undefined ? {} : { ignoreIndex }) };
    const rows = classTensor(action, prediction, numClasses, encoding);
    assertTensor(action, "prediction", rows, 2);
    assertNames(action, classNames, rows.shape);
    const prepared = prepare(action, target, rows, { ...masks, validate: true });
    const [t, p] = [prepared.target.dataSync(), prepared.prediction.dataSync()];
    const counted = prepared.counted?.dataSync();
    const size = rows.shape[rows.rank - 1] ?? 1;
    const parts = over === "batch" ? 1 : (rows.shape[0] ?? 1);
    counts = Array.from({ length: parts }, (_, part) => {
      const own = (values: TypedArray) =>
        values.subarray((part * values.length) / parts, ((part + 1) * values.length) / parts);
      const pixels = { t: own(t), p: own(p), counted: counted && own(counted) };
      return countClasses(pixels, size, classNames);
    });
  });
  return over === "image" ? counts : (counts[0] as ConfusionCounts);
}

function assertNames(
  action: string,
  names: readonly string[] | undefined,
  shape: readonly number[],
): void {
  if (names === undefined || names.length === shape[shape.length - 1]) return;
  throw new RangeError(
    `Cannot ${action}: classNames must have one name a class, but has ${names.length} (${axesText(shape)})`,
  );
}
