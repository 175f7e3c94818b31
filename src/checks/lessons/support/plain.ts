import { type Data, type TensorData, tensorData } from "../../data.js";

/** A tensor as loops see it: row-major numbers with NaN and the infinities as such. */
export interface PlainTensor {
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

/** Reads a tensor out of a case's input. Throws TypeError if the input is none. */
export function plain(data: Data | undefined): PlainTensor {
  if (typeof data === "object" && data !== null && "tensor" in data) {
    const { shape, values } = data.tensor;
    return { shape, values: values.map(Number) };
  }
  throw new TypeError(`Cannot read the input as a tensor: it is ${JSON.stringify(data)}`);
}

/** Reads a plain number out of a case's input. Throws TypeError if the input is none. */
export function plainNumber(data: Data | undefined): number {
  if (typeof data === "number") return data;
  throw new TypeError(`Cannot read the input as a number: it is ${JSON.stringify(data)}`);
}

/** Writes numbers as a tensor; the inverse of `plain`. */
export function tensor(
  shape: readonly number[],
  values: readonly number[],
  dtype: TensorData["dtype"] = "float32",
): Data {
  return tensorData(shape, values, dtype);
}

export const scalar = (value: number): Data => tensor([], [value]);
export const integers = (shape: readonly number[], values: readonly number[]): Data =>
  tensor(shape, values, "int32");

/** What an element out of bounds reads as: the loops never rely on it. */
export const at = (values: readonly number[], index: number): number => values[index] ?? Number.NaN;

export const sum = (values: readonly number[]): number =>
  values.reduce((total, value) => total + value, 0);
export const mean = (values: readonly number[]): number => sum(values) / values.length;

/** `[0, 1, …, count − 1]`. */
export const upTo = (count: number): readonly number[] =>
  Array.from({ length: count }, (_, index) => index);
