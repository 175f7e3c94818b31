import { limits } from "../limits.js";
import { jsonOf } from "../mime/json.js";
import type { MimeBundle } from "../types.js";
import { isInspectable, isPlainObject, ownValue } from "./look.js";
import { plotlyHtml } from "./plotly-html.js";

const parts = ["data", "layout", "frames", "config"];
const marks = ["type", "x", "y", "z", "values", "labels", "locations", "lat", "r", "theta"];

/**
 * A Plotly figure: an object with traces under `data` and a `layout`, as one bundle for JupyterLab's
 * Plotly renderer, for pages, and as text.
 *
 * What merely has data is none: each trace names its type or has coordinates, and without a layout
 * there are no other properties.
 */
export function plotlyBundle(value: unknown): MimeBundle | undefined {
  if (!isInspectable(value)) return undefined;
  const data = ownValue(value, "data");
  const layout = ownValue(value, "layout") ?? {};
  if (!Array.isArray(data) || !data.every(isPlainObject) || !isPlainObject(layout)) {
    return undefined;
  }
  if (!data.every(isTrace)) return undefined;
  if (!("layout" in value) && !isBareFigure(value, data)) return undefined;
  const figure: Record<string, unknown> = { data, layout };
  for (const part of ["frames", "config"]) {
    const extra = ownValue(value, part);
    if (extra !== undefined && extra !== null) figure[part] = extra;
  }
  const json = jsonOf(figure);
  const caption = captionOf(data, layout);
  const html = plotlyHtml(json, caption);
  return {
    "application/vnd.plotly.v1+json": json,
    ...(html.length <= limits.html ? { "text/html": html } : {}),
    "text/plain": caption,
  };
}

function isTrace(trace: object): boolean {
  return marks.some((mark) => Object.hasOwn(trace, mark));
}

function isBareFigure(value: object, traces: readonly object[]): boolean {
  return traces.length > 0 && Object.keys(value).every((key) => parts.includes(key));
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
