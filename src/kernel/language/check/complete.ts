import type { Completion } from "../types.js";
import type { Checker, PlacedCell } from "./checker.js";
import { cellNames } from "./names.js";
import { likelihood, sorted } from "./sorts.js";
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

type Match = Completion["types"][number] & {
  readonly symbol?: ApiSymbol;
  /** Where the compiler puts it: what belongs to a thing itself before what it inherits. */
  readonly group?: string;
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

const listed = async (cell: PlacedCell, cursor: number): Promise<readonly Entry[]> => {
  const place = { file: cell.fileName, position: cell.start + cursor, includeSymbol: true };
  const found = await cell.ask<{ readonly entries: readonly Entry[] } | null>(position, place);
  return found?.entries ?? [];
};

const inType =
  /(?:[:|&<]|=>|\b(?:as|satisfies|extends|implements|keyof|is))\s*[\p{ID_Continue}$]*$/u;
const declaresType = /\btype\s+[\p{ID_Continue}$]+(?:<[^=]*>)?\s*=\s*[^;]*$/u;

/** What a name belongs to: `tf.layers.` of `tf.layers.De`. */
const qualifier = /(?:[\p{ID_Continue}$]+\.)+(?=[\p{ID_Continue}$]*$)/u;

const standsForType = (before: string): boolean => inType.test(before) || declaresType.test(before);

/** The names of all: types before values where a type is likely to stand. */
async function globals(checker: Checker, code: string, cursor: number): Promise<Match[]> {
  const before = code.slice(0, cursor);
  const typed = code.slice(wordStart(code, cursor), cursor);
  const root = (text: string, isType: boolean) =>
    checker.about(text, "mentioned", async (cell) =>
      ranked(await sortedBy(cell, await listed(cell, text.length), typed, isType), typed),
    );
  const values = root("globalThis.", false);
  if (!standsForType(before)) return values;
  return [...(await root("let type: globalThis.", true)), ...(await values)];
}

/** Behind these a value of a certain type may be wanted. */
const wantsValue = /(?:[=(,:?[]|&&|\|\||\b(?:return|case))\s*[\p{ID_Continue}$]*$/u;

/** The strings of the union that is wanted at the cursor, in quotes. */
async function expectedStrings(checker: Checker, code: string, cursor: number): Promise<Match[]> {
  const start = wordStart(code, cursor);
  if (!wantsValue.test(code.slice(0, cursor)) || standsForType(code.slice(0, cursor))) return [];
  const quoted = `${code.slice(0, start)}""${code.slice(cursor)}`;
  const strings = await checker.about(quoted, "mentioned", (cell) => listed(cell, start + 1));
  return matchesOf(strings)
    .filter((match) => match.type === "constant" && fits(match, code.slice(start, cursor)))
    .map(({ text }) => ({ text: JSON.stringify(text), type: "constant" }));
}

/** What the names stand for that earlier cells import. */
async function importedSorts(
  checker: Checker,
  typed: string,
): Promise<ReadonlyMap<string, string>> {
  const names = [...checker.scope].flatMap(([text, { kind, sort }]) =>
    kind === "alias" && fits({ text, type: sort }, typed) ? [{ text, type: sort }] : [],
  );
  if (names.length === 0) return new Map();
  const code = names.map(({ text }) => `${text};`).join("");
  return checker.about(code, "mentioned", async ({ ask, fileName: file, start }) => {
    const found = await Promise.all(
      names.map(async ({ text, type }, at) => {
        const before = names.slice(0, at).reduce((sum, name) => sum + name.text.length + 1, 0);
        const place = { file, position: start + before };
        const symbol = await ask<ApiSymbol | null>("getSymbolAtPosition", place);
        return { text, type, ...(symbol && { symbol }) };
      }),
    );
    return new Map((await sorted(ask, found)).map(({ text, type }) => [text, type]));
  });
}

/** Names of the cell, then of earlier ones, then of the language and of all. */
async function namesInScope(checker: Checker, code: string, cursor: number): Promise<Match[]> {
  const others = `${code.slice(0, wordStart(code, cursor))}\0${code.slice(cursor)}`;
  const here = [
    ...others.matchAll(/(?<![.\p{ID_Continue}$])[\p{ID_Start}$_][\p{ID_Continue}$]*/gu),
  ];
  const { sorts } = cellNames(code);
  const imported = await importedSorts(checker, code.slice(wordStart(code, cursor), cursor));
  const expected = await expectedStrings(checker, code, cursor);
  const known = (text: string): string | undefined =>
    imported.get(text) ?? checker.scope.get(text)?.sort;
  return [
    ...expected,
    ...here
      .filter(([text]) => !keywords.includes(text))
      .map(([text]) => ({
        text,
        type: sorts.get(text) ?? known(text) ?? "variable",
      })),
    ...[...checker.scope.keys()]
      .toReversed()
      .map((text) => ({ text, type: known(text) ?? "variable" })),
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
      .map(({ name, kind = 0, sortText = "", symbol }) => ({
        text: name.replace(/\?$/, ""),
        type: kinds[kind] ?? "text",
        group: sortText,
        ...(symbol && { symbol }),
      }))
  );
}

const fits = ({ text }: Match, typed: string): boolean =>
  text.replace(/^"/, "").toLowerCase().startsWith(typed.toLowerCase());

/** More are all globals there are, which nobody reads through. */
const mostSorted = 800;

/** What begins as typed, each as what it is, the likeliest of each group first. */
async function sortedBy(
  { ask }: PlacedCell,
  entries: readonly Entry[],
  typed: string,
  isType: boolean,
): Promise<Match[]> {
  const found = matchesOf(entries).filter((match) => fits(match, typed));
  const matches = found.length > mostSorted ? found : await sorted(ask, found);
  const isSame = (a: Match, b: Match) => a.group === b.group;
  // Sorting is stable: within a group the compiler's order stays.
  return isType
    ? matches
    : matches.sort((a, b) => (isSame(a, b) ? likelihood(a) - likelihood(b) : 0));
}

/** Each once, the likeliest first: what starts with an underscore is rarely meant. */
function ranked(found: readonly Match[], typed: string): Match[] {
  const matches = new Map<string, Match>();
  for (const match of found) {
    if (fits(match, typed) && !internal.test(match.text) && !matches.has(match.text)) {
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
      if (!type || match.type === "interface" || match.type === "type") return match;
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
  const isType = standsForType(code.slice(0, cursor).replace(qualifier, ""));
  const members = checker.about(code, "all", async (cell) =>
    signed(cell, ranked(await sortedBy(cell, await listed(cell, cursor), typed, isType), typed)),
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
