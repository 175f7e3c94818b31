import { compareNumbers } from "./compareNumbers.js";
import { type Comparison, form, type Tolerance } from "./comparison.js";
import { type Data, isList, isRecordData } from "./data.js";
import { formatShape, numbersOf } from "./numbers.js";

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
  if (isList(expected) && isList(got)) return compareLists(expected, got, tolerance);
  if (right !== null || given !== null) return otherKind(expected, got);
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

function compareRecords(
  expected: { readonly [key: string]: Data },
  got: { readonly [key: string]: Data },
  tolerance: Tolerance,
): Comparison {
  const missing = Object.keys(expected).filter((key) => !Object.hasOwn(got, key));
  if (missing.length > 0) return form(`the record lacks ${missing.map(quote).join(", ")}`);
  const extra = Object.keys(got).filter((key) => !Object.hasOwn(expected, key));
  if (extra.length > 0) {
    return form(`the record has ${extra.map(quote).join(", ")}, which is not asked for`);
  }
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
