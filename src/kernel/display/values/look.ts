import { types } from "node:util";

/** Whether a value has properties that may be read without asking a proxy. */
export function isInspectable(value: unknown): value is object {
  return typeof value === "object" && value !== null && !types.isProxy(value);
}

/** An own property's value; undefined where there is none or a getter would have to be called. */
export function ownValue(value: object, key: string): unknown {
  return Object.getOwnPropertyDescriptor(value, key)?.value;
}

/** Whether a value was written as `{ … }`, in whichever realm. */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (!isInspectable(value) || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === null) return true;
  return isInspectable(prototype) && Object.getPrototypeOf(prototype) === null;
}
