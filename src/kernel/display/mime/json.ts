import { types } from "node:util";
import { isPlainObject } from "../values/look.js";

/**
 * A value as plain JSON data, which any channel to the front end can carry.
 *
 * As JSON.stringify sees it, but typed arrays become arrays and big integers numbers, or text where a
 * number would lose digits.
 *
 * @throws {TypeError} when the value contains itself.
 */
export function jsonOf(value: unknown): unknown {
  const text: string | undefined = JSON.stringify(value, plain);
  return text === undefined ? undefined : JSON.parse(text);
}

/** A message's metadata as plain JSON data; what is no object counts as none. */
export function metadataOf(value: unknown): Readonly<Record<string, unknown>> {
  const data = jsonOf(value);
  return isPlainObject(data) ? data : {};
}

function plain(_key: string, value: unknown): unknown {
  if (typeof value === "bigint") {
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : String(value);
  }
  return types.isTypedArray(value) ? Array.from<unknown>(value) : value;
}
