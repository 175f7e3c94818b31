import { bundleOf, type MimeBundle } from "../../../src/kernel/display/index.js";
import { readHtml } from "./html.js";

/** The bundle of a value that has no asynchronous display of its own. */
export function shown(value: unknown): MimeBundle {
  const bundle = bundleOf(value);
  if (bundle instanceof Promise) throw new Error("expected a bundle, got a promise");
  return bundle;
}

export function plain(value: unknown): unknown {
  return shown(value)["text/plain"];
}

/** The texts of the HTML in which a value is shown. */
export function texts(value: unknown): readonly string[] {
  return readHtml(String(shown(value)["text/html"])).texts;
}
