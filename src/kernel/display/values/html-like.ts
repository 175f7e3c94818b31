import { limits } from "../limits.js";
import type { MimeBundle } from "../types.js";
import { isInspectable } from "./look.js";
import { textOf } from "./text.js";

/** What makes HTML of itself by `toHTML()`, as the tables of Arquero do and some virtual DOM nodes. */
export function htmlLikeBundle(value: unknown): MimeBundle | undefined {
  if (!isInspectable(value) || !("toHTML" in value)) return undefined;
  const { toHTML } = value;
  // One that needs an argument is something else.
  if (typeof toHTML !== "function" || toHTML.length > 0) return undefined;
  const html: unknown = Reflect.apply(toHTML, value, []);
  if (typeof html !== "string" || html.length > limits.html) return undefined;
  return { "text/html": html, "text/plain": textOf(value) };
}
