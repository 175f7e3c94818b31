import { limits } from "../limits.js";
import type { MimeBundle } from "../types.js";
import { edgesOf } from "./edges.js";
import { gridHtml } from "./grid.js";
import { isInspectable, isPlainObject } from "./look.js";
import { countText, isNumber } from "./numbers.js";
import { cellOf, lineOf, textOf } from "./text.js";

/** An array of plain objects as a table: a row an object, a column a property. */
export function recordsBundle(value: unknown): MimeBundle | undefined {
  const html = recordsHtml(value);
  return html === undefined ? undefined : { "text/plain": textOf(value), "text/html": html };
}

/** The table of an array of plain objects, with a note below: how large it is, if not said otherwise. */
export function recordsHtml(value: unknown, note?: string): string | undefined {
  if (!isInspectable(value) || !Array.isArray(value) || value.length === 0) return undefined;
  const places = edgesOf(value.length, limits.records);
  const records = places.map((place) => (place === null ? null : Reflect.get(value, place)));
  const shown = records.filter((record) => record !== null);
  if (!shown.every(isPlainObject) || shown.length < Math.min(value.length, limits.records.head)) {
    return undefined;
  }
  const names = [...new Set(shown.flatMap(Object.keys))];
  if (names.length === 0) return undefined;
  const columns = edgesOf(names.length, limits.fields).map((place) =>
    place === null ? null : (names[place] ?? ""),
  );
  const rows = places.map((place, index) => {
    const record = records[index];
    return {
      label: place === null ? "…" : String(place),
      cells: columns.map((name) =>
        isPlainObject(record) && name !== null ? fieldText(record, name) : "…",
      ),
    };
  });
  const left = columns.map((name) => name !== null && shown.some((record) => isWord(record, name)));
  const table = gridHtml({
    columns: columns.map((name) => (name === null ? "…" : cellOf(name))),
    rows,
    left,
    caption: {
      text: note ?? `${many(value.length, "row")} × ${many(names.length, "column")}`,
      side: "below",
    },
  });
  return `<div>${table}</div>`;
}

/** A field without calling its getter; text as it is, for a column says what it is. */
function fieldText(record: object, name: string): string {
  const property = Object.getOwnPropertyDescriptor(record, name);
  if (!property) return "";
  if (property.get) return "[Getter]";
  const field: unknown = property.value;
  if (field === undefined) return "";
  return typeof field === "string" ? cellOf(field) : lineOf(field);
}

function isWord(record: object, name: string): boolean {
  const field = Object.getOwnPropertyDescriptor(record, name)?.value;
  return field !== undefined && field !== null && !isNumber(field);
}

function many(count: number, noun: string): string {
  return `${countText(count)} ${noun}${count === 1 ? "" : "s"}`;
}
