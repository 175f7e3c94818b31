import { isTensor } from "../tensors/shape.js";

/** Copies a value into plain JSON data: tensors and typed arrays become arrays, NaN becomes null. */
export function plain(value: unknown): unknown {
  if (isTensor(value)) return plain(value.arraySync());
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) {
    return plain(Array.from(value as unknown as ArrayLike<number>));
  }
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, field]) => field !== undefined)
      .map(([name, field]) => [name, plain(field)]),
  );
}
