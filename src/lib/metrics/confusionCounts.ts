import * as tf from "@tensorflow/tfjs";
import type { MaskOptions } from "../losses/options.js";
import { prepare } from "../losses/shared/prepare.js";
import { assertKnown } from "../tensors/assertKnown.js";
import { assertTensor, assertWord } from "../tensors/checks.js";
import { axesText } from "../tensors/shape.js";
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

/** How one class was predicted, over all pixels that count. */
export interface ClassConfusion {
  readonly name: string;
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly falseNegatives: number;
  readonly trueNegatives: number;
  /** TP / (TP + FP + FN); NaN for an absent class. */
  readonly iou: number;
  /** 2 TP / (2 TP + FP + FN); NaN for an absent class. */
  readonly dice: number;
  /** TP / (TP + FP); NaN when the class was never predicted. */
  readonly precision: number;
  /** TP / (TP + FN); NaN when the target does not have the class. */
  readonly recall: number;
}

export interface ConfusionCounts {
  readonly classes: readonly ClassConfusion[];
  /** Names of the classes that neither target nor prediction has: they have no score. */
  readonly absent: readonly string[];
  /** `matrix[t][p]`: pixels of class t that were predicted as p. */
  readonly matrix: readonly (readonly number[])[];
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
  const { t, p, counted, size, images } = tf.tidy(() => {
    const { ignoreIndex } = masks;
    const encoding = { validate: true, ...(ignoreIndex === undefined ? {} : { ignoreIndex }) };
    const rows = classTensor(action, prediction, numClasses, encoding);
    assertTensor(action, "prediction", rows, 2);
    assertNames(action, classNames, rows.shape);
    const prepared = prepare(action, target, rows, { ...masks, validate: true });
    return {
      size: rows.shape[rows.rank - 1] ?? 1,
      images: rows.shape[0] ?? 1,
      t: Array.from(prepared.target.dataSync()),
      p: Array.from(prepared.prediction.dataSync()),
      // Empty when every pixel counts.
      counted: Array.from(prepared.counted?.dataSync() ?? []),
    };
  });
  if (over === "batch") return count(t, p, counted, size, classNames);
  const part = (values: Values & { slice(from: number, to: number): Values }, image: number) => {
    const each = values.length / images;
    return values.slice(image * each, (image + 1) * each);
  };
  return Array.from({ length: images }, (_, image) =>
    count(part(t, image), part(p, image), part(counted, image), size, classNames),
  );
}

type Values = ArrayLike<number>;

function count(
  t: Values,
  p: Values,
  counted: Values,
  size: number,
  names: readonly string[] | undefined,
): ConfusionCounts {
  const matrix = Array.from({ length: size }, () => new Array<number>(size).fill(0));
  const [ofTarget, ofPrediction] = [
    new Array<number>(size).fill(0),
    new Array<number>(size).fill(0),
  ];
  let pixels = 0;
  for (let pixel = 0; pixel * size < t.length; pixel++) {
    if (counted.length > 0 && !counted[pixel]) continue;
    pixels++;
    for (let c = 0; c < size; c++) {
      const label = t[pixel * size + c] ?? 0;
      ofTarget[c] = (ofTarget[c] ?? 0) + label;
      ofPrediction[c] = (ofPrediction[c] ?? 0) + (p[pixel * size + c] ?? 0);
      const row = matrix[c];
      if (label === 0 || row === undefined) continue;
      for (let k = 0; k < size; k++) row[k] = (row[k] ?? 0) + label * (p[pixel * size + k] ?? 0);
    }
  }
  const classes = matrix.map((row, c) => {
    const [both, labelled, predicted] = [row[c] ?? 0, ofTarget[c] ?? 0, ofPrediction[c] ?? 0];
    return {
      name: names?.[c] ?? `class ${c}`,
      truePositives: both,
      falsePositives: predicted - both,
      falseNegatives: labelled - both,
      trueNegatives: pixels - labelled - predicted + both,
      // 0 / 0 is NaN, which is how a class without a score is written.
      iou: both / (labelled + predicted - both),
      dice: (2 * both) / (labelled + predicted),
      precision: both / predicted,
      recall: both / labelled,
    };
  });
  const absent = classes.flatMap(({ name, dice }) => (Number.isNaN(dice) ? [name] : []));
  return { classes, absent, matrix };
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
