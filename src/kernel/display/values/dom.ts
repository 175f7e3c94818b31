import { limits } from "../limits.js";
import type { MimeBundle } from "../types.js";
import { isInspectable } from "./look.js";
import { capped, textOf } from "./text.js";

/** An element of any DOM (jsdom, linkedom, …) as the HTML or SVG it is; a canvas as its picture. */
export function domBundle(value: unknown): MimeBundle | undefined {
  if (!isInspectable(value)) return undefined;
  return canvasBundle(value) ?? elementBundle(value);
}

function elementBundle(value: object): MimeBundle | undefined {
  const element = "documentElement" in value ? value.documentElement : value;
  if (!isInspectable(element) || !("outerHTML" in element)) return undefined;
  const { outerHTML: html } = element;
  if (typeof html !== "string") return undefined;
  const text = { "text/plain": capped(html, limits.text) };
  if (html.length > limits.html) return text;
  return /^\s*<svg[\s/>]/i.test(html)
    ? { "image/svg+xml": html, ...text }
    : { "text/html": html, ...text };
}

function canvasBundle(value: object): MimeBundle | undefined {
  if (!("toDataURL" in value) || typeof value.toDataURL !== "function") return undefined;
  const url: unknown = value.toDataURL();
  if (typeof url !== "string") return undefined;
  const [, mime, data] = /^data:(image\/[\w.+-]+);base64,(.+)$/s.exec(url) ?? [];
  if (mime === undefined || data === undefined) return undefined;
  return { [mime]: data, "text/plain": textOf(value) };
}
