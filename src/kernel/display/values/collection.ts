import { types } from "node:util";
import { limits } from "../limits.js";
import type { MimeBundle } from "../types.js";
import { type Grid, gridHtml, noteHtml } from "./grid.js";
import { countText } from "./numbers.js";
import { lineOf, textOf } from "./text.js";

/** A Map as a table of keys and values, a Set as one of its members. */
export function collectionBundle(value: unknown): MimeBundle | undefined {
  if (types.isProxy(value)) return undefined;
  // The prototype's own methods: those of a subclass may do anything.
  if (types.isMap(value)) {
    const entries = first(Map.prototype.entries.call(value));
    const rows = entries.map(([key, item]) => ({ label: "", cells: [lineOf(key), lineOf(item)] }));
    return bundle(value, "Map", sizeOf(Map.prototype, value), ["key", "value"], rows);
  }
  if (types.isSet(value)) {
    const members = first(Set.prototype.values.call(value));
    const rows = members.map((member) => ({ label: "", cells: [lineOf(member)] }));
    return bundle(value, "Set", sizeOf(Set.prototype, value), ["value"], rows);
  }
  return undefined;
}

function sizeOf(prototype: object, value: object): number {
  return Number(Reflect.get(prototype, "size", value));
}

function first<T>(items: Iterable<T>): T[] {
  const taken: T[] = [];
  for (const item of items) {
    if (taken.length === limits.entries.all) break;
    taken.push(item);
  }
  return taken;
}

function bundle(
  value: object,
  name: string,
  size: number,
  columns: readonly string[],
  entries: Grid["rows"],
): MimeBundle | undefined {
  if (size === 0) return undefined;
  const rows = size > limits.entries.all ? entries.slice(0, limits.entries.head) : entries;
  const rest = size - rows.length;
  const html = [
    noteHtml(`${name}(${countText(size)})`),
    gridHtml({ columns, rows, left: columns.map(() => true) }),
    rest > 0 ? noteHtml(`… ${countText(rest)} more`) : "",
  ];
  return { "text/plain": textOf(value), "text/html": `<div>${html.join("")}</div>` };
}
