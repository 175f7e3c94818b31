import { types } from "node:util";
import { limits } from "../limits.js";
import type { MimeBundle } from "../types.js";
import { gridHtml, noteHtml } from "./grid.js";
import { countText, isNumber } from "./numbers.js";
import { lineOf, textOf } from "./text.js";

/** A Map as a table of keys and values, a Set as one of its members. */
export function collectionBundle(value: unknown): MimeBundle | undefined {
  if (types.isProxy(value)) return undefined;
  // The prototype's own methods: those of a subclass may do anything.
  if (types.isMap(value)) {
    const entries = first(Map.prototype.entries.call(value));
    return bundle(value, "Map", sizeOf(Map.prototype, value), ["key", "value"], entries);
  }
  if (types.isSet(value)) {
    const members = first(Set.prototype.values.call(value)).map((member) => [member]);
    return bundle(value, "Set", sizeOf(Set.prototype, value), ["value"], members);
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
  entries: readonly (readonly unknown[])[],
): MimeBundle | undefined {
  if (size === 0) return undefined;
  const known = size > limits.entries.all ? entries.slice(0, limits.entries.head) : entries;
  const rows = known.map((entry) => ({ label: "", cells: entry.map(lineOf) }));
  const left = columns.map((_, column) => !known.every((entry) => isNumber(entry[column])));
  const rest = size - rows.length;
  const html = [
    gridHtml({
      columns,
      rows,
      left,
      caption: { text: `${name}(${countText(size)})`, side: "above" },
    }),
    rest > 0 ? noteHtml(`… ${countText(rest)} more`) : "",
  ];
  return { "text/plain": textOf(value), "text/html": `<div>${html.join("")}</div>` };
}
