/** A tensor as plain data, row-major. */
export interface TensorData {
  readonly shape: readonly number[];
  readonly dtype: "float32" | "int32" | "bool";
  /** JSON has no NaN or infinities: they are the strings "NaN", "Infinity", "-Infinity". */
  readonly values: readonly (number | "NaN" | "Infinity" | "-Infinity")[];
}

/** What may go into an answer and come out of it: JSON, with tensors. */
export type Data =
  | null
  | boolean
  | number
  | string
  | { readonly tensor: TensorData }
  | readonly Data[]
  | { readonly record: { readonly [key: string]: Data } };
