import { inspect, types } from "node:util";
import { limits } from "../limits.js";
import type { TextOptions } from "../types.js";
import { withStandIns } from "./stand-ins.js";

const style = { colors: false, breakLength: 100, maxArrayLength: 100, maxStringLength: 10_000 };
const nodeInternals = /\(?node:internal\//;
/** What util.inspect writes in the place of an object that lies too deep. */
const elided = /\[[A-Z][\w$]*\]/;

/**
 * Any value as text, as util.inspect writes it: never throws, never longer than the limit.
 *
 * Getters are not called and proxies not asked. Nested values are shown as deep as the text stays
 * short. Stack frames of no interest to the user are left out.
 */
export function textOf(value: unknown, options: TextOptions = {}): string {
  return capped(withoutFrames(inspected(value), options), limits.text);
}

/** Any value in one short line, for a cell of a table. */
export function lineOf(value: unknown): string {
  const line = attempt(withStandIns(value), {
    depth: 1,
    breakLength: Infinity,
    compact: true,
    maxArrayLength: 6,
  });
  return cellOf(line.replace(/\s*\n\s*/g, " "));
}

/** What was thrown, in one line; anything can be thrown. */
export function messageOf(thrown: unknown): string {
  try {
    if (types.isNativeError(thrown)) return `${thrown.name}: ${thrown.message}`;
    return lineOf(thrown);
  } catch {
    return "an error that cannot be read";
  }
}

/** A text up to a length, with what is left out said. */
export function capped(text: string, length: number): string {
  if (text.length <= length) return text;
  const rest = (text.length - length).toLocaleString("en-US");
  return `${text.slice(0, length)}\n… ${rest} more characters`;
}

/** A text as short as a cell of a table allows. */
export function cellOf(text: string): string {
  return text.length <= limits.cell ? text : `${text.slice(0, limits.cell - 1)}…`;
}

function inspected(value: unknown): string {
  const { kept, more } = firstProperties(withStandIns(value));
  const { shallow, deep } = limits.depth;
  let text = attempt(kept, { depth: shallow });
  if (more > 0) return `${text}\n… ${more.toLocaleString("en-US")} more properties`;
  for (let depth = shallow + 1; depth <= deep && elided.test(text); depth += 1) {
    const deeper = text.length <= limits.readable ? attempt(kept, { depth }) : text;
    if (deeper.length > limits.readable) break;
    text = deeper;
  }
  return text;
}

/** util.inspect caps arrays, maps and sets, but writes every property of an object. */
function firstProperties(value: unknown): { kept: unknown; more: number } {
  const whole = { kept: value, more: 0 };
  if (typeof value !== "object" || value === null) return whole;
  if (types.isProxy(value) || Array.isArray(value) || ArrayBuffer.isView(value)) return whole;
  try {
    const keys = Object.keys(value);
    if (keys.length <= limits.properties) return whole;
    const kept: object = Object.create(Object.getPrototypeOf(value));
    for (const key of keys.slice(0, limits.properties)) {
      const property = Object.getOwnPropertyDescriptor(value, key);
      if (property) Object.defineProperty(kept, key, property);
    }
    return { kept, more: keys.length - limits.properties };
  } catch {
    return whole;
  }
}

/** Inspects with the value's own `util.inspect.custom`, else without it, else says what went wrong. */
function attempt(value: unknown, options: object): string {
  let failure: unknown;
  for (const customInspect of [true, false]) {
    try {
      return inspect(value, { ...style, ...options, customInspect });
    } catch (error) {
      failure ??= error;
    }
  }
  return `[a value that cannot be inspected: ${failureText(failure)}]`;
}

function failureText(failure: unknown): string {
  try {
    return types.isNativeError(failure) ? String(failure.message) : typeof failure;
  } catch {
    return "an error that cannot be read";
  }
}

function withoutFrames(text: string, options: TextOptions): string {
  if (!text.includes("\n")) return text;
  const kept: string[] = [];
  for (const line of text.split("\n")) {
    if (!isHiddenFrame(line, options)) kept.push(line);
    // The brace that opens an error's properties stands after its last frame.
    else if (line.endsWith(" {")) kept.push(`${kept.pop() ?? ""} {`);
  }
  return kept.join("\n");
}

function isHiddenFrame(line: string, { hideFrame }: TextOptions): boolean {
  if (!/^\s+at \S/.test(line)) return false;
  return nodeInternals.test(line) || hideFrame?.(line) === true;
}
