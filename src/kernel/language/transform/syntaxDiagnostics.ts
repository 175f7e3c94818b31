import { parseSync } from "../oxc.js";
import { positionsIn } from "../positions.js";
import type { Diagnostic } from "../types.js";
import { languages } from "./compile.js";

/** What is not well-formed in a cell, in the words of the parser that gets furthest. */
export function syntaxDiagnostics(code: string): Diagnostic[] {
  const position = positionsIn(code);
  const [tsx, ts] = languages.map(
    (lang) =>
      parseSync(`cell.${lang}`, code, { lang, sourceType: "module", showSemanticErrors: true })
        .errors,
  );
  const reach = (errors: typeof tsx): number => errors?.[0]?.labels[0]?.start ?? -1;
  const errors = (reach(ts) > reach(tsx) ? ts : tsx) ?? [];
  const found = errors.map((error): Diagnostic => {
    const [label, ...others] = error.labels.toReversed();
    const notes = others.flatMap(({ message, start }) => {
      const { line, column } = position(start);
      return message === null ? [] : [`${line}:${column} - ${message}`];
    });
    return {
      code: 0,
      message: sentence(error.message),
      start: position(label?.start ?? 0),
      end: position(label?.end ?? 0),
      related: error.helpMessage === null ? notes : [...notes, error.helpMessage],
    };
  });
  if (found.length > 0) return found;
  const start = { line: 1, column: 1 };
  const message = "The cell could not be compiled to JavaScript.";
  return [{ code: 0, message, start, end: start, related: [] }];
}

const sentence = (text: string): string => (/[.?!]$/.test(text) ? text : `${text}.`);
