import { types } from "node:util";
import { limits } from "../limits.js";
import type { MimeBundle } from "../types.js";
import { edgesOf } from "./edges.js";
import { gridHtml, noteHtml } from "./grid.js";
import { countText, numberText, summaryOf } from "./numbers.js";
import { lineOf, textOf } from "./text.js";

/** A typed array as a row of its elements under their indices, with what they amount to. */
export function typedArrayBundle(value: unknown): MimeBundle | undefined {
  if (!types.isTypedArray(value) || types.isProxy(value) || value.length === 0) return undefined;
  const places = edgesOf(value.length, limits.vector);
  const cells = places.map((place) => (place === null ? "…" : elementText(value[place])));
  const columns = places.map((place) => (place === null ? "…" : String(place)));
  const html = [
    gridHtml({
      columns,
      rows: [{ label: "", cells }],
      caption: { text: `${nameOf(value)}(${countText(value.length)})`, side: "above" },
    }),
    summary(value),
  ];
  return { "text/plain": textOf(value), "text/html": `<div>${html.join("")}</div>` };
}

function elementText(element: unknown): string {
  return typeof element === "number" ? numberText(element) : lineOf(element);
}

/** The class of the array itself, which a subclass inherits and cannot change. */
function nameOf(value: object): string {
  return Buffer.isBuffer(value) ? "Buffer" : (typeName.call(value) ?? "TypedArray");
}

const typeName: (this: object) => string | undefined =
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag)
    ?.get ?? (() => undefined);

function summary(value: NodeJS.TypedArray): string {
  if (value.length > limits.summary || value.length === 1) return "";
  if (types.isBigInt64Array(value) || types.isBigUint64Array(value)) return "";
  return noteHtml(summaryOf(value));
}
