import type { Data } from "../../data.js";
import { at, type PlainTensor, plain, tensor, upTo } from "./plain.js";

/** A tensor's last axis as rows: `[...outer, classes]`. */
export interface Rows {
  readonly outer: readonly number[];
  readonly classes: number;
  readonly rows: readonly (readonly number[])[];
}

export function rowsOf(data: Data | undefined): Rows {
  const { shape, values }: PlainTensor = plain(data);
  const classes = shape.at(-1) ?? 1;
  const count = classes === 0 ? 0 : values.length / classes;
  return {
    outer: shape.slice(0, -1),
    classes,
    rows: upTo(count).map((row) => values.slice(row * classes, (row + 1) * classes)),
  };
}

/** One number a row: `[...outer]`. */
export const perRow = ({ outer, rows }: Rows, f: (row: readonly number[], i: number) => number) =>
  tensor(outer, rows.map(f));

/** A row for a row: `[...outer, classes]`. */
export const rowByRow = (
  { outer, classes, rows }: Rows,
  f: (row: readonly number[], i: number) => readonly number[],
) => tensor([...outer, classes], rows.flatMap(f));

export function softmax(row: readonly number[]): readonly number[] {
  const largest = Math.max(...row);
  const powers = row.map((value) => Math.exp(value - largest));
  const total = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / total);
}

export function logSoftmax(row: readonly number[]): readonly number[] {
  const largest = Math.max(...row);
  const total = row.reduce((a, b) => a + Math.exp(b - largest), 0);
  return row.map((value) => value - largest - Math.log(total));
}

/** Index of the largest value; the first one of equals, as `tf.argMax` has it. */
export const argMax = (row: readonly number[]): number => row.indexOf(Math.max(...row));

export const oneHotRow = (index: number, classes: number): readonly number[] =>
  upTo(classes).map((k) => (k === index ? 1 : 0));

export const rowAt = ({ rows }: Rows, index: number): readonly number[] => rows[index] ?? [];

export const elementAt = (rows: Rows, row: number, k: number): number => at(rowAt(rows, row), k);
