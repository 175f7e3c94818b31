import { sameShape } from "../lib/tensors/shape.js";
import { type Data, isTensorData, tensorData } from "./data.js";

/** Numbers with a shape, whatever they were written as. */
export interface Numbers {
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

/**
 * The numbers in data that is a tensor, a number, or a regular nested list of numbers; `null` for
 * anything else. Booleans count as 0 and 1, so that a mask may be bool, int32 or float32.
 */
export function numbersOf(data: Data): Numbers | null {
  if (typeof data === "number") return { shape: [], values: [data] };
  if (typeof data === "boolean") return { shape: [], values: [data ? 1 : 0] };
  if (typeof data !== "object" || data === null) return null;
  if (isTensorData(data))
    return { shape: data.tensor.shape, values: data.tensor.values.map(Number) };
  if ("number" in data) return { shape: [], values: [Number(data.number)] };
  if ("record" in data) return null;
  return listNumbers(data);
}

/** The same numbers written as the reference writes them, so that a property may rely on the form. */
export function inFormOf(expected: Data, got: Data): Data {
  const numbers = numbersOf(got);
  if (numbers === null) return got;
  if (isTensorData(expected))
    return tensorData(numbers.shape, numbers.values, expected.tensor.dtype);
  const [only] = numbers.values;
  const finite = only !== undefined && Number.isFinite(only);
  return typeof expected === "number" && numbers.shape.length === 0 && finite ? only : got;
}

function listNumbers(list: readonly Data[]): Numbers | null {
  const members = list.map(numbersOf);
  const first = members[0];
  if (first === undefined) return { shape: [0], values: [] };
  if (first === null) return null;
  const values: number[] = [];
  for (const member of members) {
    if (member === null || !sameShape(member.shape, first.shape)) return null;
    for (const value of member.values) values.push(value);
  }
  return { shape: [list.length, ...first.shape], values };
}

/** A number as feedback shows it: six digits, no noise. */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  return String(Number(value.toPrecision(6)));
}

/** A result as feedback shows it: what a sum of numbers near 1 leaves over in float64 is shown as 0. */
export function formatResult(value: number): string {
  return formatNumber(Math.abs(value) < 1e-15 ? 0 : value);
}

export function formatShape(shape: readonly number[]): string {
  return `[${shape.join(", ")}]`;
}
