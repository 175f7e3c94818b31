/** A number as a reader wants it: integers whole, others to five significant digits. */
export function numberText(value: number): string {
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(5)));
}

/** A count with its thousands set off. */
export function countText(count: number): string {
  return count.toLocaleString("en-US");
}

/** A shape as `[2, 3]`. */
export function shapeText(shape: readonly number[]): string {
  return `[${shape.join(", ")}]`;
}

/** Least, greatest and mean of the finite numbers, and how many others there are. */
export function summaryOf(values: ArrayLike<unknown>): string {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  let mean = 0;
  let finite = 0;
  let nan = 0;
  for (let index = 0; index < values.length; index += 1) {
    const value = Number(values[index]);
    if (Number.isFinite(value)) {
      min = Math.min(min, value);
      max = Math.max(max, value);
      finite += 1;
      // Running, because the sum of large float64 values may overflow where the mean does not.
      mean += value / finite - mean / finite;
    } else if (Number.isNaN(value)) nan += 1;
  }
  const infinite = values.length - finite - nan;
  const parts =
    finite > 0
      ? [`min ${numberText(min)}`, `max ${numberText(max)}`, `mean ${numberText(mean)}`]
      : [];
  if (nan > 0) parts.push(`${countText(nan)} NaN`);
  if (infinite > 0) parts.push(`${countText(infinite)} infinite`);
  return parts.join(", ");
}

/** Whether a value is a number of either kind, which a column aligns to the right. */
export function isNumber(value: unknown): value is number | bigint {
  return typeof value === "number" || typeof value === "bigint";
}
