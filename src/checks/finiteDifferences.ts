import { type Data, isList, isRecordData, isTensorData, jsonNumber } from "./data.js";
import type { Exercise } from "./exercise.js";
import { numbersOf } from "./numbers.js";

/** The slopes of a function at one point, entry by entry: to the left and right, and between. */
export interface Slopes {
  readonly shape: readonly number[];
  readonly left: readonly number[];
  readonly right: readonly number[];
  readonly central: readonly number[];
}

/**
 * Differentiates the sum of the reference by finite differences in float64, with respect to one
 * input. Left and right slopes differ at a kink, where any slope between them is a right gradient; a
 * central slope below what float64 can measure is 0. `null` when that input is no tensor of numbers.
 */
export function finiteDifferences(
  reference: Exercise["reference"],
  inputs: readonly Data[],
  index: number,
): Slopes | null {
  const input = inputs[index];
  if (!isTensorData(input)) return null;
  const { shape, dtype } = input.tensor;
  const values = input.tensor.values.map(Number);
  const total = (changed: readonly number[]): number => {
    const tensor = { shape, dtype, values: changed.map(jsonNumber) };
    return sumOf(reference(...inputs.with(index, { tensor })));
  };
  const here = total(values);
  const left: number[] = [];
  const right: number[] = [];
  const central: number[] = [];
  for (const [entry, value] of values.entries()) {
    // Cube root of float64's epsilon: where truncation and rounding of the central one balance.
    const step = 6e-6 * Math.max(1, Math.abs(value));
    const up = value + step;
    const down = value - step;
    const above = total(values.with(entry, up));
    const below = total(values.with(entry, down));
    right.push((above - here) / (up - value));
    left.push((here - below) / (value - down));
    // A few roundings of terms near 1 or of the sums, if those are larger: about 1e-10.
    const noise = (8 * Number.EPSILON * Math.max(1, Math.abs(above))) / (up - down);
    const slope = (above - below) / (up - down);
    central.push(Math.abs(slope) < noise ? 0 : slope);
  }
  return { shape, left, right, central };
}

function sumOf(data: Data): number {
  const numbers = numbersOf(data);
  if (numbers !== null) return numbers.values.reduce((sum, value) => sum + value, 0);
  if (typeof data !== "object" || data === null) return 0;
  if (isList(data)) return data.reduce<number>((sum, member) => sum + sumOf(member), 0);
  if (!isRecordData(data)) return 0;
  return Object.values(data.record).reduce<number>((sum, member) => sum + sumOf(member), 0);
}
