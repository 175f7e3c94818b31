import type { Completion } from "../types.js";
import type { Checker, PlacedCell } from "./checker.js";
import { cellNames } from "./names.js";
import { type ApiSymbol, type ApiType, signatureTexts, typeText } from "./symbols.js";
import { keywords, kinds } from "./words.js";

interface Entry {
  readonly name: string;
  readonly kind?: number;
  readonly sortText?: string;
  readonly insertText?: string;
  readonly filterText?: string;
  readonly symbol?: ApiSymbol;
}

type Match = Completion["types"][number] & { readonly symbol?: ApiSymbol };

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

const listed = async (cell: PlacedCell, cursor: number): Promise<readonly Entry[]> => {
  const place = { file: cell.fileName, position: cell.start + cursor, includeSymbol: true };
  const found = await cell.ask<{ readonly entries: readonly Entry[] } | null>(position, place);
  return found?.entries ?? [];
};

const inType =
  /(?:[:|&<]|=>|\b(?:as|satisfies|extends|implements|keyof|is))\s*[\p{ID_Continue}$]*$/u;
const declaresType = /\btype\s+[\p{ID_Continue}$]+(?:<[^=]*>)?\s*=\s*[^;]*$/u;

/** The names of all: types before values where a type is likely to stand. */
async function globals(checker: Checker, code: string, cursor: number): Promise<Match[]> {
  const root = (text: string) =>
    checker.about(text, "mentioned", (cell) => listed(cell, text.length)).then(matchesOf);
  const before = code.slice(0, cursor);
  const values = root("globalThis.");
  if (!inType.test(before) && !declaresType.test(before)) return values;
  return [...(await root("let type: globalThis.")), ...(await values)];
}

/** Names of the cell, then of earlier ones, then of the language and of all. */
async function namesInScope(checker: Checker, code: string, cursor: number): Promise<Match[]> {
  const others = `${code.slice(0, wordStart(code, cursor))}\0${code.slice(cursor)}`;
  const here = [
    ...others.matchAll(/(?<![.\p{ID_Continue}$])[\p{ID_Start}$_][\p{ID_Continue}$]*/gu),
  ];
  const { sorts } = cellNames(code);
  return [
    ...here
      .filter(([text]) => !keywords.includes(text))
      .map(([text]) => ({
        text,
        type: sorts.get(text) ?? checker.scope.get(text)?.sort ?? "variable",
      })),
    ...[...checker.scope].toReversed().map(([text, { sort }]) => ({ text, type: sort })),
    ...keywords.map((text) => ({ text, type: "keyword" })),
    ...(await globals(checker, code, cursor)),
  ];
}

function matchesOf(entries: readonly Entry[]): Match[] {
  return (
    entries
      // A name that would take the place of the dot before it, such as `["a b"]`, is left out.
      .filter(({ insertText, name }) => (insertText ?? name)[0] !== "[")
      .map((entry) => ({
        ...entry,
        order: `${entry.sortText ?? ""}\0${entry.name.toLowerCase()}\0${entry.name}`,
      }))
      .sort((a, b) => (a.order < b.order ? -1 : 1))
      // An optional member has a question mark in the list alone.
      .map(({ name, kind = 0, symbol }) => ({
        text: name.replace(/\?$/, ""),
        type: kinds[kind] ?? "text",
        ...(symbol && { symbol }),
      }))
  );
}

/** Each once, the likeliest first: what starts with an underscore is rarely meant. */
function ranked(found: readonly Match[], typed: string): Match[] {
  const matches = new Map<string, Match>();
  for (const match of found) {
    const fits = match.text.toLowerCase().startsWith(typed.toLowerCase());
    if (fits && !internal.test(match.text) && !matches.has(match.text)) {
      matches.set(match.text, match);
    }
  }
  const isHidden = ({ text }: Match) => text.startsWith("_");
  const isSpelledOut = ({ text, type }: Match) =>
    type === "file" && matches.has(text.replace(/\.[^.]+$/, "")) && /\.\w+$/.test(text);
  const shown = [...matches.values()].filter((match) => !isSpelledOut(match));
  return [...shown.filter((match) => !isHidden(match)), ...shown.filter(isHidden)];
}

/** More are not read one by one. */
const mostSigned = 24;

/** How what a list names can be called, or its type. */
async function signed({ ask }: PlacedCell, matches: readonly Match[]): Promise<Match[]> {
  const known = matches.flatMap(({ symbol }) => (symbol ? [symbol.id] : []));
  if (known.length === 0 || matches.length > mostSigned) return [...matches];
  const types = await ask<readonly (ApiType | null)[]>("getTypesOfSymbols", { symbols: known });
  const typeOf = new Map(known.map((id, index) => [id, types[index]]));
  return Promise.all(
    matches.map(async (match) => {
      const type = match.symbol && typeOf.get(match.symbol.id);
      if (!type) return match;
      const [call] = await signatureTexts(ask, type, "call");
      return { ...match, signature: call ?? (await typeText(ask, type)) };
    }),
  );
}

/** What can stand at the cursor, the likeliest first. */
export async function complete(
  checker: Checker,
  code: string,
  cursor: number,
): Promise<Completion> {
  const start = wordStart(code, cursor);
  const typed = code.slice(start, cursor);
  const members = checker.about(code, "all", async (cell) =>
    signed(cell, ranked(matchesOf(await listed(cell, cursor)), typed)),
  );
  const found = await members.catch(async (error: Error) => {
    if (!needsImports.test(error.message)) throw error;
    return ranked(await namesInScope(checker, code, cursor), typed);
  });
  const types = found.map(({ text, type, signature }) => ({
    text,
    type,
    ...(signature !== undefined && { signature }),
  }));
  return { matches: types.map(({ text }) => text), start, end: cursor, types };
}

/** Names by which cells are linked to each other, and their files. */
const internal = /^(?:__softgrad.*|\.?\/?\.softgrad-.*)$/;
