import { jsonOf } from "../mime/json.js";
import type { MimeBundle } from "../types.js";
import { isInspectable, isPlainObject, ownValue } from "./look.js";

const parts = ["data", "layout", "frames", "config"];
const marks = ["type", "x", "y", "z", "values", "labels", "locations", "lat", "r"];

/**
 * A Plotly figure: an object with traces under `data` and a `layout`.
 *
 * Without a layout only what cannot be anything else counts: no other properties, and traces that
 * name their type or have coordinates.
 */
export function plotlyBundle(value: unknown): MimeBundle | undefined {
  if (!isInspectable(value)) return undefined;
  const data = ownValue(value, "data");
  const layout = ownValue(value, "layout") ?? {};
  if (!Array.isArray(data) || !data.every(isPlainObject) || !isPlainObject(layout)) {
    return undefined;
  }
  if (!("layout" in value) && !isBareFigure(value, data)) return undefined;
  const figure: Record<string, unknown> = { data, layout };
  for (const part of ["frames", "config"]) {
    const extra = ownValue(value, part);
    if (extra !== undefined && extra !== null) figure[part] = extra;
  }
  return {
    "application/vnd.plotly.v1+json": jsonOf(figure),
    "text/plain": captionOf(data, layout),
  };
}

function isBareFigure(value: object, traces: readonly object[]): boolean {
  return (
    Object.keys(value).every((key) => parts.includes(key)) &&
    traces.length > 0 &&
    traces.every((trace) => marks.some((mark) => Object.hasOwn(trace, mark)))
  );
}

function captionOf(traces: readonly object[], layout: object): string {
  const types = traces.map((trace) => ownValue(trace, "type") ?? "scatter");
  const named = [...new Set(types)].filter((type) => typeof type === "string").join(", ");
  const count = `${traces.length} trace${traces.length === 1 ? "" : "s"}`;
  const title = titleOf(ownValue(layout, "title"));
  return `Plotly figure: ${count}${named ? ` (${named})` : ""}${title ? `, ${title}` : ""}`;
}

/** A title is a text or an object that has it under `text`. */
export function titleOf(title: unknown): string {
  if (typeof title === "string") return title;
  const text = isInspectable(title) ? ownValue(title, "text") : undefined;
  return typeof text === "string" ? text : "";
}
