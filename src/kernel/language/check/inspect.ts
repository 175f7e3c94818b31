import type { Inspection } from "../types.js";
import type { Checker } from "./checker.js";
import type { Ask } from "./program.js";

interface ApiSymbol {
  readonly id: number;
  readonly name: string;
  readonly flags: number;
}

interface Tag {
  readonly name: string;
  readonly text?: string | readonly { readonly text: string }[];
}

/** TypeScript's symbol flags, as far as they are told apart here. */
const flag = {
  property: 4,
  enumMember: 8,
  function: 16,
  class: 32,
  interface: 64,
  enum: 128 | 256,
  namespace: 512 | 1024,
  method: 8192,
  typeAlias: 524288,
  alias: 2097152,
} as const;

const word = /[\p{ID_Continue}$]/u;

/** The name at the cursor; within a call's brackets with no name there, the name of what is called. */
export function nameAt(code: string, cursor: number): number | undefined {
  if (word.test(code[cursor] ?? "")) return cursor;
  if (word.test(code[cursor - 1] ?? "")) return cursor - 1;
  let depth = 0;
  for (let at = cursor - 1; at >= 0; at -= 1) {
    if (code[at] === ")") depth += 1;
    else if (code[at] === "(") {
      depth -= 1;
      if (depth < 0) {
        const before = code.slice(0, at).trimEnd().length - 1;
        return word.test(code[before] ?? "") ? before : undefined;
      }
    }
  }
  return undefined;
}

function kindOf(flags: number): string {
  if (flags & flag.class) return "class ";
  if (flags & flag.enum) return "enum ";
  if (flags & flag.namespace) return "namespace ";
  if (flags & flag.interface) return "interface ";
  if (flags & flag.typeAlias) return "type ";
  if (flags & flag.function) return "function ";
  if (flags & flag.method) return "(method) ";
  if (flags & flag.property) return "(property) ";
  if (flags & flag.enumMember) return "(enum member) ";
  return "";
}

async function signatureOf(ask: Ask, symbol: ApiSymbol, shown: string): Promise<string> {
  const kind = kindOf(symbol.flags);
  const named = flag.class | flag.enum | flag.namespace | flag.interface;
  if (symbol.flags & named) return `${kind}${shown}`;
  const isType = (symbol.flags & flag.typeAlias) !== 0;
  const type = await ask<{ readonly id: number } | null>(
    isType ? "getDeclaredTypeOfSymbol" : "getTypeOfSymbol",
    { symbol: symbol.id },
  );
  if (!type) return `${kind}${shown}`;
  // The whole type, written out where it is an alias.
  const flags = isType ? inTypeAlias | noTruncation : noTruncation;
  const text = await ask<string>("typeToString", { type: type.id, flags });
  return `${kind}${shown}${isType ? " = " : ": "}${text.replaceAll(/import\("[^"]*"\)\./g, "")}`;
}

const noTruncation = 1;
const inTypeAlias = 8388608;

const tagLine = ({ name, text = "" }: Tag): string =>
  `@${name} ${typeof text === "string" ? text : text.map((part) => part.text).join("")}`.trimEnd();

/** What the name at the cursor is, with its documentation; null where there is none. */
export async function inspect(
  checker: Checker,
  code: string,
  cursor: number,
): Promise<Inspection | null> {
  const at = nameAt(code, cursor);
  if (at === undefined) return null;
  return checker.about(code, "all", async ({ ask, fileName, start }) => {
    const at0 = await ask<ApiSymbol | null>("getSymbolAtPosition", {
      file: fileName,
      position: start + at,
    });
    if (!at0) return null;
    const symbol =
      at0.flags & flag.alias
        ? ((await ask<ApiSymbol | null>("getAliasedSymbol", { symbol: at0.id })) ?? at0)
        : at0;
    const question = { symbol: symbol.id };
    const [signature, documentation, tags] = await Promise.all([
      signatureOf(ask, symbol, at0.name),
      ask<string>("getDocumentationComment", question),
      ask<readonly Tag[] | null>("getJsDocTags", question),
    ]);
    const lines = [documentation, (tags ?? []).map(tagLine).join("\n")];
    return { signature, documentation: lines.filter((line) => line !== "").join("\n\n") };
  });
}
