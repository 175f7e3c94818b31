import { placeOf } from "../../lib/tensors/place.js";
import { sameShape } from "../../lib/tensors/shape.js";
import { close } from "../compareNumbers.js";
import type { Tolerance } from "../comparison.js";
import { type Data, isTensorData } from "../data.js";
import { formatNumber, formatResult, formatShape, numbersOf } from "../numbers.js";
import type { Block, Row } from "./block.js";

const maxRows = 12;

/** What was expected beside what came: a table of entries, or both in a line. */
export function comparisonBlocks(
  expected: Data | undefined,
  got: Data | undefined,
  tolerance: Tolerance,
): Block[] {
  if (expected === undefined || got === undefined) return [];
  const right = numbersOf(expected);
  const given = numbersOf(got);
  if (right === null || given === null || !sameShape(right.shape, given.shape)) {
    return [
      { kind: "paragraph", label: "Expected", text: formatData(expected) },
      { kind: "paragraph", label: "Got", text: formatData(got) },
    ];
  }
  // The one number was said already.
  if (right.values.length < 2) return [];
  const all = right.values.map((value, index): Row => {
    const other = given.values[index] ?? Number.NaN;
    const at = formatShape(placeOf(index, right.shape));
    const marked = !close(value, other, tolerance);
    return { cells: [at, formatResult(value), formatResult(other)], marked };
  });
  const rows = all.length <= maxRows ? all : all.filter(({ marked }) => marked === true);
  const shown = rows.slice(0, maxRows);
  const left = all.length - shown.length;
  const note = left === 0 ? {} : { note: `${left} of ${all.length} entries not shown` };
  return [{ kind: "table", table: { head: ["at", "expected", "got"], rows: shown, ...note } }];
}

const maxShown = 24;

/** A case's inputs where they are small enough to read, by name. */
export function inputBlocks(inputs: readonly Data[], names: readonly string[] = []): Block[] {
  const small = inputs.every((input) => (numbersOf(input)?.values.length ?? 0) <= maxShown);
  if (inputs.length === 0 || !small) return [];
  const lines = inputs.map((input, index) => {
    const shape = isTensorData(input) ? ` ${formatShape(input.tensor.shape)}` : "";
    return `${names[index] ?? `input ${index}`}${shape} = ${formatData(input)}`;
  });
  return [{ kind: "code", text: lines.join("\n") }];
}

/** Data as a learner would write it, cut when it is long. */
export function formatData(data: Data): string {
  const text = formatWhole(data);
  return text.length > 400 ? `${text.slice(0, 400)}…` : text;
}

function formatWhole(data: Data): string {
  const numbers = typeof data === "boolean" ? null : numbersOf(data);
  if (numbers !== null) return formatNested(numbers.values.slice(0, 200), numbers.shape);
  if (typeof data !== "object" || data === null) return JSON.stringify(data);
  if ("record" in data) {
    const members = Object.entries(data.record).map(
      ([key, value]) => `${key}: ${formatWhole(value)}`,
    );
    return `{ ${members.join(", ")} }`;
  }
  return Array.isArray(data) ? `[${data.map(formatWhole).join(", ")}]` : "";
}

function formatNested(values: readonly number[], shape: readonly number[]): string {
  const [length, ...inner] = shape;
  if (length === undefined) return formatNumber(values[0] ?? Number.NaN);
  const size = inner.reduce((product, side) => product * side, 1);
  const parts = Array.from({ length: Math.min(length, 200) }, (_, index) =>
    values.slice(index * size, (index + 1) * size),
  ).filter((part) => part.length > 0);
  return `[${parts.map((part) => formatNested(part, inner)).join(", ")}]`;
}
