import type { Inspection } from "../types.js";
import type { Checker, PlacedCell } from "./checker.js";
import { type Documentation, documentationOf, type Tag } from "./documentation.js";
import { members } from "./members.js";
import { cellNames } from "./names.js";
import { namesAt } from "./places.js";
import type { Ask } from "./program.js";
import {
  type ApiSymbol,
  type ApiType,
  flag,
  isParameter,
  signatureTexts,
  typeText,
} from "./symbols.js";

/** What is asked about: a symbol as it is used at a place. */
interface Subject {
  readonly cell: PlacedCell;
  readonly at: number;
  readonly symbol: ApiSymbol;
  /** How the cell calls it, which an import may have renamed. */
  readonly name: string;
  readonly keyword: string;
}

/** What the name at the cursor is, with its documentation; null where there is none. */
export async function inspect(
  checker: Checker,
  code: string,
  cursor: number,
): Promise<Inspection | null> {
  return checker.about(code, "all", async (cell) => {
    for (const at of namesAt(code, cursor)) {
      const found = await cell.ask<ApiSymbol | null>("getSymbolAtPosition", placeIn(cell, at));
      if (!found) continue;
      const symbol =
        found.flags & flag.alias
          ? ((await cell.ask<ApiSymbol | null>("getAliasedSymbol", { symbol: found.id })) ?? found)
          : found;
      // What an import of a module without types stands for.
      if (symbol.name === "unknown" && symbol.flags & flag.property) continue;
      const { name } = found;
      const keyword = keywordOf(checker, code, name);
      const subject = { cell, at, symbol, name, keyword };
      const [signature, { plain, markdown }] = await Promise.all([
        signatureOf(subject),
        documentation(checker, subject),
      ]);
      const variable = checker.scope.get(name)?.kind;
      const isValue = variable !== undefined && variable !== "alias" && isOwnName(code, at);
      return { signature, documentation: plain, markdown, ...(isValue && { variable: name }) };
    }
    return null;
  });
}

const placeIn = ({ fileName, start }: PlacedCell, at: number) => ({
  file: fileName,
  position: start + at,
});

/** Whether the word at a place is a name by itself, not a member of something. */
const isOwnName = (code: string, at: number): boolean =>
  !/\.\s*[\p{ID_Continue}$]*$/u.test(code.slice(0, at));

/** The statement that declares a variable, up to the variable. */
const declaration = (name: string): RegExp =>
  new RegExp(`\\b(const|let|var|using)\\b[^;=]*?\\b${name.replaceAll("$", "\\$")}(?![\\w$])`);

function keywordOf(checker: Checker, code: string, name: string): string {
  const kind = cellNames(code).declared.get(name) ?? checker.scope.get(name)?.kind;
  return declaration(name).exec(code)?.[1] ?? (kind === "let" ? "let" : "const");
}

async function signatureOf(subject: Subject): Promise<string> {
  const { cell, symbol, name } = subject;
  const { ask } = cell;
  if (symbol.flags & flag.class) return classText(subject);
  if (symbol.flags & flag.enum) return `enum ${name} ${await members(ask, symbol)}`.trimEnd();
  if (symbol.flags & flag.namespace) return `namespace ${name}`;
  if (symbol.flags & (flag.interface | flag.typeAlias) && !isValue(symbol)) {
    return typeDeclaration(subject);
  }
  const type = await ask<ApiType | null>("getTypeAtPosition", placeIn(cell, subject.at));
  if (!type) return name;
  if (symbol.flags & flag.enumMember) {
    const value = type.value ?? undefined;
    return `(enum member) ${await owned(subject)}${value === undefined ? "" : ` = ${JSON.stringify(value)}`}`;
  }
  if (symbol.flags & (flag.function | flag.method)) {
    const [first, ...others] = await signatureTexts(ask, type, "call");
    if (first !== undefined) {
      const start = symbol.flags & flag.method ? "(method) " : "function ";
      return `${start}${await owned(subject)}${first}${overloads(others.length)}`;
    }
  }
  const text = `: ${await typeText(ask, type)}`;
  if (symbol.flags & (flag.property | flag.accessor | flag.method)) {
    const kind = symbol.flags & flag.accessor ? "accessor" : "property";
    return `(${kind}) ${await owned(subject)}${text}`;
  }
  if (isParameter(symbol)) return `(parameter) ${name}${text}`;
  if (symbol.flags & flag.blockScoped) return `${subject.keyword} ${name}${text}`;
  return `var ${name}${text}`;
}

const isValue = ({ flags }: ApiSymbol): boolean =>
  (flags & (flag.functionScoped | flag.blockScoped | flag.function)) !== 0;

const overloads = (count: number): string =>
  count === 0 ? "" : ` (+${count} overload${count === 1 ? "" : "s"})`;

/** A member with what it belongs to, where that has a name: `Array.map`. */
async function owned({ cell, symbol, name }: Subject): Promise<string> {
  if (symbol.parent === undefined || !(symbol.flags & ownedFlags)) return name;
  const parent = await cell.ask<ApiSymbol | null>("getParentOfSymbol", {
    objectId: symbol.id,
  });
  return parent === null || /^(?:__|"|\W)/.test(parent.name) ? name : `${parent.name}.${name}`;
}

const ownedFlags = flag.property | flag.method | flag.accessor | flag.enumMember;

async function classText(subject: Subject): Promise<string> {
  const { cell, at, symbol, name } = subject;
  const before = cell.code.slice(0, at);
  if (/\bnew\s+[\p{ID_Continue}$.]*$/u.test(before)) {
    const type = await cell.ask<ApiType | null>("getTypeOfSymbol", { symbol: symbol.id });
    const [first, ...others] = type ? await signatureTexts(cell.ask, type, "construct") : [];
    if (first !== undefined) return `constructor ${name}${first}${overloads(others.length)}`;
  }
  return typeDeclaration(subject);
}

/** `class A<T>`, `interface Named { name: string }` or `type P = …`. */
async function typeDeclaration({ cell, symbol, name }: Subject): Promise<string> {
  const { ask } = cell;
  const type = await ask<ApiType | null>("getDeclaredTypeOfSymbol", { symbol: symbol.id });
  if (!type) return name;
  const isAlias = (symbol.flags & flag.typeAlias) !== 0;
  const written = await typeText(ask, type);
  if (isAlias) return `type ${written} = ${await typeText(ask, type, true)}`;
  const kind = symbol.flags & flag.class ? "class" : "interface";
  return `${kind} ${written} ${await members(ask, symbol, type)}`.trimEnd();
}

async function documentation(checker: Checker, subject: Subject): Promise<Documentation> {
  const { cell, symbol, name } = subject;
  const found = await commentOn(cell.ask, symbol);
  if (found.plain !== "" || !(symbol.flags & flag.blockScoped)) return found;
  // What a cell sees of an earlier variable has its type, not its comment.
  const slot = checker.scope.get(name)?.slot;
  const file = [...cell.earlier.values()].find(({ fileName }) =>
    fileName.includes(`.softgrad-cell-${slot}.`),
  );
  const at = file && declaration(name).exec(file.code);
  if (!file || !at) return found;
  const place = { file: file.fileName, position: file.start + at.index + at[0].length - 1 };
  const declared = await cell.ask<ApiSymbol | null>("getSymbolAtPosition", place);
  return declared ? commentOn(cell.ask, declared) : found;
}

async function commentOn(ask: Ask, symbol: ApiSymbol): Promise<Documentation> {
  const question = { symbol: symbol.id };
  const [comment, tags] = await Promise.all([
    ask<string | null>("getDocumentationComment", question),
    ask<readonly Tag[] | null>("getJsDocTags", question),
  ]);
  return documentationOf(comment ?? "", tags ?? []);
}
