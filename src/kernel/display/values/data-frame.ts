import { limits } from "../limits.js";
import type { MimeBundle } from "../types.js";
import { isInspectable } from "./look.js";
import { countText } from "./numbers.js";
import { recordsHtml } from "./records.js";
import { textOf } from "./text.js";

/** A data frame of nodejs-polars or Danfo.js, told by how it looks, as a table of its first rows. */
export function dataFrameBundle(value: unknown): MimeBundle | undefined {
  return polarsBundle(value) ?? danfoBundle(value);
}

/** Rows of values under names, as Danfo.js has them. */
function danfoBundle(value: unknown): MimeBundle | undefined {
  if (!isInspectable(value) || !("columns" in value && "index" in value && "values" in value)) {
    return undefined;
  }
  const { columns, index, values } = value;
  if (!Array.isArray(columns) || !Array.isArray(index) || !Array.isArray(values)) return undefined;
  if (!values.every(Array.isArray) || values.length !== index.length) return undefined;
  const first = values.slice(0, limits.records.all);
  const records = first.map((row: readonly unknown[]) =>
    Object.fromEntries(columns.map((name, column) => [String(name), row[column]])),
  );
  const html = recordsHtml(records, noteOf(values.length));
  return html === undefined ? undefined : { "text/html": html, "text/plain": textOf(value) };
}

function noteOf(height: number | undefined): string | undefined {
  if (height === undefined || height <= limits.records.all) return undefined;
  return `the first ${limits.records.all} of ${countText(height)} rows`;
}

function polarsBundle(value: unknown): MimeBundle | undefined {
  if (!isInspectable(value) || !("schema" in value && "head" in value && "toRecords" in value)) {
    return undefined;
  }
  if (typeof value.head !== "function" || typeof value.toRecords !== "function") return undefined;
  const first: unknown = value.head(limits.records.all);
  if (!isInspectable(first) || !("toRecords" in first)) return undefined;
  if (typeof first.toRecords !== "function") return undefined;
  const height = "height" in value && typeof value.height === "number" ? value.height : undefined;
  const html = recordsHtml(first.toRecords(), noteOf(height));
  return html === undefined ? undefined : { "text/html": html, "text/plain": textOf(value) };
}
