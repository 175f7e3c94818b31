import { parseSync } from "../oxc.js";
import { walk } from "./ast.js";
import { type CellLanguage, compileElided, type EmitOptions } from "./compile.js";

/**
 * How a cell uses the names it imports. A name that is used as a value must be there. One that is
 * used in types alone loads no module, as in TypeScript, but a later cell may want its value.
 * One not used at all is meant for later cells: its module is loaded, and it may prove to be a type.
 */
export type ImportUse = "value" | "type" | "unused";

/** Uses of imported names by local name. */
export function importUses(
  code: string,
  lang: CellLanguage,
  emit: EmitOptions,
): ReadonlyMap<string, ImportUse> {
  const { program, module } = parseSync(`cell.${lang}`, code, { lang, sourceType: "module" });
  const locals = new Set(
    module.staticImports.flatMap(({ entries }) => entries.map((entry) => entry.localName.value)),
  );
  if (locals.size === 0 || emit.verbatimModuleSyntax) {
    return new Map([...locals].map((name) => [name, "value"]));
  }
  const kept = parseSync("cell.js", compileElided(code, lang, emit), { sourceType: "module" });
  const values = new Set(
    kept.module.staticImports.flatMap(({ entries }) =>
      entries.map((entry) => entry.localName.value),
    ),
  );
  const mentioned = new Set<string>();
  for (const statement of program.body) {
    if (statement.type === "ImportDeclaration") continue;
    walk(statement, (node) => {
      if (node.type === "Identifier") mentioned.add(node.name);
      return undefined;
    });
  }
  const useOf = (name: string): ImportUse => {
    if (values.has(name)) return "value";
    return mentioned.has(name) ? "type" : "unused";
  };
  return new Map([...locals].map((name) => [name, useOf(name)]));
}
