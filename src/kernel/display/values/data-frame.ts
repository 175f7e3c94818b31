import { limits } from "../limits.js";
import type { MimeBundle } from "../types.js";
import { isInspectable } from "./look.js";
import { countText } from "./numbers.js";
import { recordsHtml } from "./records.js";
import { textOf } from "./text.js";

/** A data frame of nodejs-polars, told by how it looks, as a table of its first rows. */
export function dataFrameBundle(value: unknown): MimeBundle | undefined {
  if (!isInspectable(value) || !("schema" in value && "head" in value && "toRecords" in value)) {
    return undefined;
  }
  if (typeof value.head !== "function" || typeof value.toRecords !== "function") return undefined;
  const first: unknown = value.head(limits.records.all);
  if (!isInspectable(first) || !("toRecords" in first)) return undefined;
  if (typeof first.toRecords !== "function") return undefined;
  const height = "height" in value && typeof value.height === "number" ? value.height : undefined;
  const more = height !== undefined && height > limits.records.all;
  const note = more ? `the first ${limits.records.all} of ${countText(height)} rows` : undefined;
  const html = recordsHtml(first.toRecords(), note);
  return html === undefined ? undefined : { "text/html": html, "text/plain": textOf(value) };
}
