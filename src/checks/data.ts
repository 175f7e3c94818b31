/** JSON has no NaN and no infinities: they are these strings. */
export type NonFinite = "NaN" | "Infinity" | "-Infinity";

/** A tensor as plain data, row-major. */
export interface TensorData {
  readonly shape: readonly number[];
  readonly dtype: "float32" | "int32" | "bool";
  /** JSON has no NaN or infinities: they are the strings "NaN", "Infinity", "-Infinity". */
  readonly values: readonly (number | NonFinite)[];
}

/** What may go into an answer and come out of it: JSON, with tensors. */
export type Data =
  | null
  | boolean
  | number
  | string
  | { readonly tensor: TensorData }
  /** A plain number that JSON cannot hold. */
  | { readonly number: NonFinite }
  | readonly Data[]
  | { readonly record: { readonly [key: string]: Data } };

/**
 * Writes row-major numbers as a tensor for a case or a reference.
 *
 * @throws {RangeError} when the shape does not hold as many numbers.
 * @example
 * ```ts
 * tensorData([1, 2], [0.25, 0.75]); // [batch, classes]
 * ```
 */
export function tensorData(
  shape: readonly number[],
  values: readonly number[],
  dtype: TensorData["dtype"] = "float32",
): { readonly tensor: TensorData } {
  const size = shape.reduce((product, length) => product * length, 1);
  if (size !== values.length) {
    throw new RangeError(
      `Cannot make a tensor of shape [${shape.join(", ")}]: it holds ${size} numbers, and ${values.length} are given.`,
    );
  }
  return { tensor: { shape, dtype, values: values.map(jsonNumber) } };
}

/** A number as JSON can hold it; `Number` reads it back. */
export function jsonNumber(value: number): number | NonFinite {
  if (Number.isNaN(value)) return "NaN";
  if (value === Number.POSITIVE_INFINITY) return "Infinity";
  if (value === Number.NEGATIVE_INFINITY) return "-Infinity";
  return value;
}

export function isTensorData(data: Data | undefined): data is { readonly tensor: TensorData } {
  return typeof data === "object" && data !== null && !Array.isArray(data) && "tensor" in data;
}

export function isList(data: Data): data is readonly Data[] {
  return Array.isArray(data);
}

export function isRecordData(
  data: Data,
): data is { readonly record: { readonly [key: string]: Data } } {
  return typeof data === "object" && data !== null && !Array.isArray(data) && "record" in data;
}
