import { isInspectable } from "./look.js";
import { shapeText } from "./numbers.js";

/** What is used of a tensor of TensorFlow.js. */
export interface TensorLike {
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly isDisposed?: unknown;
  readonly name?: unknown;
  readonly trainable?: unknown;
  dataSync(): ArrayLike<unknown>;
  slice?(begin: number[], size: number[]): TensorLike;
  dispose?(): void;
}

/** Whether a value looks like a tensor of TensorFlow.js; throws where its getters do. */
export function isTensorLike(value: unknown): value is TensorLike {
  return (
    isInspectable(value) &&
    "shape" in value &&
    "dtype" in value &&
    "dataSync" in value &&
    Array.isArray(value.shape) &&
    value.shape.every((size) => Number.isInteger(size) && size >= 0) &&
    typeof value.dtype === "string" &&
    typeof value.dataSync === "function"
  );
}

/** A tensor in one line: `Tensor float32 [2, 3]`. */
export function tensorCaption(tensor: TensorLike): string {
  const variable = typeof tensor.trainable === "boolean";
  const name = variable && typeof tensor.name === "string" ? ` ${tensor.name}` : "";
  const frozen = tensor.trainable === false ? ", not trainable" : "";
  const disposed = tensor.isDisposed === true ? ", disposed" : "";
  const kind = `${variable ? "Variable" : "Tensor"}${name}`;
  return `${kind} ${tensor.dtype} ${shapeText(tensor.shape)}${frozen}${disposed}`;
}
