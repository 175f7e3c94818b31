import { placeOf } from "../lib/tensors/place.js";
import { compareShapes } from "./compareShapes.js";
import { type Comparison, form, type Tolerance } from "./comparison.js";
import { formatResult, formatShape, type Numbers } from "./numbers.js";

/** Compares shapes, then entry by entry; the worst entry is told. */
export function compareNumbers(
  expected: Numbers,
  got: Numbers,
  tolerance: Tolerance,
  axes: readonly string[] | undefined,
): Comparison {
  const shapes = compareShapes(expected.shape, got.shape, axes);
  if (shapes !== null) return form(shapes);
  const wrong = differingEntries(expected, got, tolerance);
  const first = wrong[0];
  if (first === undefined) return { status: "same" };
  const worst = wrong.reduce((a, b) => (b.distance > a.distance ? b : a), first);
  const at =
    expected.shape.length === 0 ? "" : ` at ${formatShape(placeOf(worst.index, expected.shape))}`;
  const values = `expected ${formatResult(worst.expected)}, got ${formatResult(worst.got)}`;
  const total = expected.values.length;
  if (total === 1) return { status: "value", fails: `${values}${at}${remark(worst.got)}` };
  const count = entriesDiffer(wrong.length, total);
  return { status: "value", fails: `${count}, most${at}: ${values}${remark(worst.got)}` };
}

/** "1 of 6 entries differs", "2 of 6 entries differ". */
export function entriesDiffer(wrong: number, total: number): string {
  return `${wrong} of ${total} entries ${wrong === 1 ? "differs" : "differ"}`;
}

function remark(got: number): string {
  if (Number.isNaN(got)) {
    return ". NaN comes from 0/0, from 0 · infinity or from the log of a negative number";
  }
  if (!Number.isFinite(got)) {
    return ". Infinity comes from a division by 0, from log(0) or from an overflow";
  }
  return "";
}

export interface DifferingEntry {
  readonly index: number;
  readonly expected: number;
  readonly got: number;
  readonly distance: number;
}

/** The entries of two equally shaped sets of numbers that differ by more than the tolerance. */
export function differingEntries(
  expected: Numbers,
  got: Numbers,
  tolerance: Tolerance,
): DifferingEntry[] {
  return expected.values.flatMap((right, index) => {
    const given = got.values[index] ?? Number.NaN;
    if (close(right, given, tolerance)) return [];
    const distance = Math.abs(given - right);
    return [{ index, expected: right, got: given, distance: asDistance(distance) }];
  });
}

/** NaN is as far off as can be. */
function asDistance(difference: number): number {
  return Number.isNaN(difference) ? Number.POSITIVE_INFINITY : difference;
}

/** Within the tolerance; NaN is close to NaN, an infinity to itself. */
export function close(expected: number, got: number, { relative, absolute }: Tolerance): boolean {
  if (Object.is(expected, got) || expected === got) return true;
  if (!Number.isFinite(expected) || !Number.isFinite(got)) return false;
  return Math.abs(got - expected) <= absolute + relative * Math.abs(expected);
}
