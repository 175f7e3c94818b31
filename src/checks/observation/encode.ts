import * as tf from "@tensorflow/tfjs";
import { isTensor } from "../../lib/tensors/shape.js";
import { type Data, jsonNumber } from "../data.js";

export type Encoded =
  | { readonly status: "ok"; readonly data: Data }
  /** `got` finishes the sentence "the answer returned …". */
  | { readonly status: "unusable"; readonly got: string };

/** More than an exercise compares; a longer answer is refused instead of copied. */
const maxEntries = 250_000;
const maxDepth = 16;

/**
 * Turns what an answer returned into plain data: numbers, text, booleans, null, tensors (any dtype
 * but string and complex64), typed arrays, and arrays and plain records of those.
 */
export function encode(value: unknown): Encoded {
  try {
    const budget = { left: maxEntries };
    return { status: "ok", data: encodeValue(value, budget, 0) };
  } catch (error) {
    if (error instanceof Unusable) return { status: "unusable", got: error.message };
    return { status: "unusable", got: "a value that throws when it is read" };
  }
}

/** Builds what an answer is called with; the caller disposes the tensors in it. */
export function decode(data: Data): unknown {
  if (typeof data !== "object" || data === null) return data;
  if ("tensor" in data) {
    const { shape, dtype, values } = data.tensor;
    return tf.tensor(values.map(Number), [...shape], dtype);
  }
  if ("number" in data) return Number(data.number);
  if ("record" in data) {
    return Object.fromEntries(
      Object.entries(data.record).map(([key, member]) => [key, decode(member)]),
    );
  }
  return data.map(decode);
}

class Unusable extends Error {}

function encodeValue(value: unknown, budget: { left: number }, depth: number): Data {
  budget.left -= 1;
  if (budget.left < 0) throw new Unusable(`more than ${maxEntries} values`);
  if (depth > maxDepth) throw new Unusable("a value that is nested too deeply");
  switch (typeof value) {
    case "number":
      return encodeNumber(value);
    case "string":
      if (value.length > maxEntries) throw new Unusable(`a text of ${value.length} characters`);
      return value;
    case "boolean":
      return value;
    case "object":
      return value === null ? null : encodeObject(value, budget, depth);
    default:
      throw new Unusable(describe(value));
  }
}

function encodeNumber(value: number): Data {
  const written = jsonNumber(value);
  return typeof written === "number" ? written : { number: written };
}

function encodeObject(value: object, budget: { left: number }, depth: number): Data {
  if (isTensor(value)) return encodeTensor(value, budget);
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) {
    const numbers: unknown[] = Array.from(value as Uint8Array);
    return numbers.map((entry) => encodeValue(entry, budget, depth + 1));
  }
  if (Array.isArray(value)) {
    return Array.from(value, (member) => encodeValue(member, budget, depth + 1));
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) throw new Unusable(describe(value));
  return {
    record: Object.fromEntries(
      Object.entries(value).map(([key, member]) => [key, encodeValue(member, budget, depth + 1)]),
    ),
  };
}

function encodeTensor(tensor: tf.Tensor, budget: { left: number }): Data {
  if (tensor.isDisposed) throw new Unusable("a tensor that is already disposed");
  const { dtype, shape, size } = tensor;
  if (dtype === "string" || dtype === "complex64") throw new Unusable(`a tensor of dtype ${dtype}`);
  budget.left -= size;
  if (budget.left < 0) throw new Unusable(`a tensor of ${size} values`);
  return {
    tensor: { shape: [...shape], dtype, values: Array.from(tensor.dataSync(), jsonNumber) },
  };
}

/** Names a value that cannot be compared, with its article: "a function", "undefined". */
export function describe(value: unknown): string {
  if (value === undefined) return "undefined";
  if (value === null) return "null";
  if (isTensor(value)) return `a tensor of shape [${value.shape.join(", ")}]`;
  if (isThenable(value)) return "a promise";
  if (Array.isArray(value)) return "an array";
  if (typeof value !== "object") return `a ${typeof value}`;
  const name: unknown = value.constructor?.name;
  return typeof name === "string" && name !== "" && name !== "Object"
    ? `an object of class ${name}`
    : "an object";
}

export function isThenable(value: unknown): value is PromiseLike<unknown> {
  return (
    typeof value === "object" &&
    value !== null &&
    "then" in value &&
    typeof value.then === "function"
  );
}
