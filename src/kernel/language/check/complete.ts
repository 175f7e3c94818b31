import type { Completion } from "../types.js";
import type { Checker } from "./checker.js";
import { cellNames } from "./names.js";

interface Entry {
  readonly name: string;
  readonly kind?: number;
  readonly sortText?: string;
  readonly insertText?: string;
  readonly filterText?: string;
}

/** The words of Jupyter's front ends for the kinds of the language server protocol. */
const kinds: Readonly<Record<number, string>> = {
  2: "method",
  3: "function",
  4: "class",
  5: "property",
  6: "variable",
  7: "class",
  8: "interface",
  9: "module",
  10: "property",
  12: "value",
  13: "enum",
  14: "keyword",
  17: "file",
  19: "folder",
  20: "enum member",
  21: "constant",
  25: "type",
};

/** The part of a word, path or key before the cursor that a completion takes the place of. */
export function wordStart(code: string, cursor: number): number {
  const line = code.slice(code.lastIndexOf("\n", cursor - 1) + 1, cursor);
  const quoted = /(?:\bfrom|\bimport|\brequire\s*\(|\bimport\s*\(|\[)\s*["'`]([^"'`]*)$/.exec(line);
  const text = quoted?.[1];
  if (text !== undefined) return cursor - text.length + (text.lastIndexOf("/") + 1);
  return cursor - (/[\p{ID_Continue}$#]*$/u.exec(line)?.[0].length ?? 0);
}

const position = "getCompletionsAtPosition";

/** The compiler's API lists names in scope only together with what could be imported, which it lacks. */
const needsImports = /needs auto imports/;

async function ask(checker: Checker, code: string, cursor: number): Promise<readonly Entry[]> {
  const found = await checker.about(code, "all", (cell) =>
    cell.ask<{ readonly entries: readonly Entry[] } | null>(position, {
      file: cell.fileName,
      position: cell.start + cursor,
    }),
  );
  return found?.entries ?? [];
}

type Match = Completion["types"][number];

/** Names of the cell, then of earlier ones, then of the language and of all. */
async function namesInScope(checker: Checker, code: string, cursor: number): Promise<Match[]> {
  const others = `${code.slice(0, wordStart(code, cursor))}\0${code.slice(cursor)}`;
  const here = [
    ...others.matchAll(/(?<![.\p{ID_Continue}$])[\p{ID_Start}$_][\p{ID_Continue}$]*/gu),
  ];
  const { sorts } = cellNames(code);
  const root = "globalThis.";
  const globals = await ask(checker, root, root.length);
  const all: Match[] = [
    ...here
      .filter(([text]) => !keywords.includes(text))
      .map(([text]) => ({
        text,
        type: sorts.get(text) ?? checker.scope.get(text)?.sort ?? "variable",
      })),
    ...[...checker.scope].toReversed().map(([text, { sort }]) => ({ text, type: sort })),
    ...keywords.map((text) => ({ text, type: "keyword" })),
    ...matchesOf(globals),
  ];
  return [...new Map(all.toReversed().map((match) => [match.text, match])).values()].toReversed();
}

function matchesOf(entries: readonly Entry[]): Match[] {
  return (
    entries
      // A name that would take the place of the dot before it, such as `["a b"]`, is left out.
      .filter(({ insertText, name }) => (insertText ?? name)[0] !== "[")
      .map((entry) => ({ ...entry, order: `${entry.sortText ?? ""}\0${entry.name}` }))
      .sort((a, b) => (a.order < b.order ? -1 : 1))
      .map(({ name, kind = 0 }) => ({ text: name, type: kinds[kind] ?? "text" }))
  );
}

/** What can stand at the cursor, the likeliest first. */
export async function complete(
  checker: Checker,
  code: string,
  cursor: number,
): Promise<Completion> {
  const start = wordStart(code, cursor);
  const typed = code.slice(start, cursor).toLowerCase();
  const found = await ask(checker, code, cursor).then(matchesOf, (error: Error) => {
    if (needsImports.test(error.message)) return namesInScope(checker, code, cursor);
    throw error;
  });
  const types = found.filter(
    ({ text }) => text.toLowerCase().startsWith(typed) && !internal.test(text),
  );
  return { matches: types.map(({ text }) => text), start, end: cursor, types };
}

const keywords =
  "abstract any as async await bigint boolean break case catch class const continue debugger declare default delete do else enum export extends false finally for from function if implements import in infer instanceof interface is keyof let namespace never new null number object of private protected public readonly return satisfies static string super switch symbol this throw true try type typeof undefined unknown using var void while with yield".split(
    " ",
  );

/** Names by which cells are linked to each other, and their files. */
const internal = /^(?:__softgrad.*|\.?\/?\.softgrad-.*)$/;
