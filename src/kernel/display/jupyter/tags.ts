import { $display, type Displayable, type MimeBundle } from "../types.js";
import type { DisplayTag } from "./types.js";

/** A piece of HTML, Markdown or SVG that shows itself, and that other pieces may hold. */
class Fragment implements Displayable {
  readonly mime: string;
  readonly source: string;

  constructor(mime: string, source: string) {
    this.mime = mime;
    this.source = source;
  }

  [$display](): MimeBundle {
    return { [this.mime]: this.source, "text/plain": this.source };
  }

  toString(): string {
    return this.source;
  }
}

/**
 * The template tag for one MIME type.
 *
 * As in Deno, values go in as they are, NOT escaped, undefined as nothing: the template is code, and
 * what users type elsewhere has to be escaped by hand. Results of a tag may stand in another
 * template, arrays of them too.
 */
export function tagFor(mime: string): DisplayTag {
  return (strings, ...values) => {
    // An escape that is none (\u in LaTeX, for instance) has no cooked text: what was written stands.
    const texts = strings.map(
      (text: string | undefined, place) => text ?? strings.raw[place] ?? "",
    );
    const source = texts.map((text, place) => text + inserted(values[place])).join("");
    return new Fragment(mime, source);
  };
}

function inserted(value: unknown): string {
  if (value === undefined) return "";
  const fragments =
    Array.isArray(value) && value.length > 0 && value.every((item) => item instanceof Fragment);
  return fragments ? value.join("") : String(value);
}
