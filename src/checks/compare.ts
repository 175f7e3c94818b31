import { compareShapes } from "./compareShapes.js";
import { type Data, isList, isRecordData } from "./data.js";
import { formatNumber, formatShape, type Numbers, numbersOf, positionOf } from "./numbers.js";

export interface Tolerance {
  readonly relative: number;
  readonly absolute: number;
}

/** How an answer differs; `fails` says it in words. `form`: it is another kind or shape of thing. */
export type Comparison =
  | { readonly status: "same" }
  | { readonly status: "form"; readonly fails: string }
  | { readonly status: "value"; readonly fails: string };

/**
 * Compares an answer with the reference's. Numbers may be float32, int32 or bool, and a tensor may
 * come as nested arrays or a scalar as a number; shapes and values must agree. NaN equals NaN alone.
 */
export function compare(
  expected: Data,
  got: Data,
  tolerance: Tolerance,
  axes?: readonly string[],
): Comparison {
  const right = numbersOf(expected);
  const given = numbersOf(got);
  if (right !== null && given !== null) return compareNumbers(right, given, tolerance, axes);
  if (right !== null || given !== null) return otherKind(expected, got);
  if (isList(expected) && isList(got)) return compareLists(expected, got, tolerance);
  if (isRecordData(expected) && isRecordData(got)) {
    return compareRecords(expected.record, got.record, tolerance);
  }
  if (expected === got) return { status: "same" };
  if (typeof expected !== "string" || typeof got !== "string") return otherKind(expected, got);
  const fails = `expected ${JSON.stringify(expected)}, got ${shortText(got)}`;
  return { status: "value", fails };
}

function compareLists(
  expected: readonly Data[],
  got: readonly Data[],
  tolerance: Tolerance,
): Comparison {
  if (expected.length !== got.length) {
    return form(`a list of ${expected.length} is expected, and it has ${got.length}`);
  }
  return firstDifference(
    expected.map((member, index) => [`entry ${index}`, member, got[index] ?? null]),
    tolerance,
  );
}

function compareNumbers(
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
    expected.shape.length === 0
      ? ""
      : ` at ${formatShape(positionOf(worst.index, expected.shape))}`;
  const values = `expected ${formatNumber(worst.expected)}, got ${formatNumber(worst.got)}`;
  const total = expected.values.length;
  if (total === 1) return { status: "value", fails: `${values}${at}${remark(worst.got)}` };
  const count = `${wrong.length} of ${total} entries differ`;
  return { status: "value", fails: `${count}, most${at}: ${values}${remark(worst.got)}` };
}

function remark(got: number): string {
  if (Number.isNaN(got))
    return ". NaN comes from 0/0, from 0 · infinity or from the log of a negative number";
  if (!Number.isFinite(got))
    return ". Infinity comes from a division by 0, from log(0) or from an overflow";
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
    return [
      {
        index,
        expected: right,
        got: given,
        distance: Number.isNaN(distance) ? Infinity : distance,
      },
    ];
  });
}

export function close(expected: number, got: number, { relative, absolute }: Tolerance): boolean {
  if (Object.is(expected, got) || expected === got) return true;
  if (!Number.isFinite(expected) || !Number.isFinite(got)) return false;
  return Math.abs(got - expected) <= absolute + relative * Math.abs(expected);
}

function compareRecords(
  expected: { readonly [key: string]: Data },
  got: { readonly [key: string]: Data },
  tolerance: Tolerance,
): Comparison {
  const missing = Object.keys(expected).filter((key) => !Object.hasOwn(got, key));
  if (missing.length > 0) return form(`the record lacks ${missing.map(quote).join(", ")}`);
  const extra = Object.keys(got).filter((key) => !Object.hasOwn(expected, key));
  if (extra.length > 0)
    return form(`the record has ${extra.map(quote).join(", ")}, which is not asked for`);
  return firstDifference(
    Object.entries(expected).map(([key, member]) => [quote(key), member, got[key] ?? null]),
    tolerance,
  );
}

function firstDifference(
  members: readonly (readonly [name: string, expected: Data, got: Data])[],
  tolerance: Tolerance,
): Comparison {
  for (const [name, expected, got] of members) {
    const compared = compare(expected, got, tolerance);
    if (compared.status !== "same") return { ...compared, fails: `${name}: ${compared.fails}` };
  }
  return { status: "same" };
}

function form(fails: string): Comparison {
  return { status: "form", fails };
}

function otherKind(expected: Data, got: Data): Comparison {
  return form(`${kindOf(expected)} is expected, and it is ${kindOf(got)}`);
}

/** What sort of thing data is, with its article. */
export function kindOf(data: Data): string {
  if (data === null) return "null";
  if (typeof data === "string") return "a text";
  if (typeof data === "boolean") return "a boolean";
  const numbers = numbersOf(data);
  if (numbers !== null && numbers.shape.length === 0) return "a number";
  if (numbers !== null) return `a tensor of shape ${formatShape(numbers.shape)}`;
  return typeof data === "object" && isList(data) ? "a list" : "a record";
}

function quote(key: string): string {
  return JSON.stringify(key);
}

function shortText(data: Data): string {
  const text = JSON.stringify(data);
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
