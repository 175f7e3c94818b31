import { parseSync } from "./oxc.js";
import { type CellLanguage, languages } from "./transform/compile.js";
import type { Completeness } from "./types.js";

const tabWidth = 2;

/** Whether the errors say that the text ends too soon, rather than that it is wrong before. */
function endsTooSoon(code: string, lang: CellLanguage): boolean | undefined {
  const { errors } = parseSync(`cell.${lang}`, code, { lang, sourceType: "module" });
  const [error] = errors;
  if (!error) return undefined;
  // A string or a regular expression ends with its line; these may go on in the next one.
  const end = code.trimEnd().length;
  return error.labels.some(
    (label) =>
      label.start >= end || (label.end >= end && /^(?:`|\}|\/\*)/.test(code.slice(label.start))),
  );
}

/** How far to indent the line after a text: deeper where its last line opens something. */
function nextIndent(code: string): string {
  const last = code.trimEnd().split("\n").at(-1) ?? "";
  const indent = /^[ \t]*/.exec(last)?.[0] ?? "";
  const widths = [...code.matchAll(/^ +(?=\S)/gm)].map(([spaces]) => spaces.length);
  const step = indent.includes("\t")
    ? "\t"
    : " ".repeat(widths.length > 0 ? Math.min(...widths) : tabWidth);
  return /(?:[{([]|=>|\b(?:case\b.*|default):)\s*(?:\/\/.*)?$/.test(last) ? indent + step : indent;
}

/** Whether a console should run the text or let its author go on. */
export function isComplete(code: string): Completeness {
  const ends = languages.map((lang) => endsTooSoon(code, lang));
  if (ends.includes(undefined)) return { status: "complete" };
  return ends.includes(true)
    ? { status: "incomplete", indent: nextIndent(code) }
    : { status: "invalid" };
}
