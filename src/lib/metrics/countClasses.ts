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

/** Labels and predictions, read from their tensors. */
export interface PixelRows {
  readonly t: TypedArray;
  readonly p: TypedArray;
  /** Per pixel, 0 where it does not count; absent when every pixel counts. */
  readonly counted: TypedArray | undefined;
}

export type TypedArray = Float32Array | Int32Array | Uint8Array;

/** Counts rows of `size` classes, one row a pixel. */
export function countClasses(
  { t, p, counted }: PixelRows,
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
    if (counted && !counted[pixel]) continue;
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
