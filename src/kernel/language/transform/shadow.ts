import remapping from "@jridgewell/remapping";
import MagicString from "magic-string";
import type { Program, VariableDeclaration } from "oxc-parser";
import { type AnyNode, boundNames, children } from "./ast.js";
import type { Compiled } from "./compile.js";

/**
 * A cell's `class Event` or `const process` must not hide Node's own from every module in the
 * process, as a script's declaration does. Such names get a mark that no reader sees: a zero-width
 * joiner, which identifiers may hold.
 */
const mark = "\u200d";

export const unmarked = (name: string): string => name.replaceAll(mark, "");

/** The names that a program's top level declares, with those of `var` further in. */
export function topLevelNames(program: Program, vars: ReadonlySet<VariableDeclaration>): string[] {
  const inner = [...vars].flatMap(({ declarations }) =>
    declarations.flatMap(({ id }) => boundNames(id)),
  );
  const outer = program.body.flatMap((statement): string[] => {
    const node =
      (statement.type === "ExportNamedDeclaration" || statement.type === "ExportDefaultDeclaration"
        ? statement.declaration
        : statement) ?? statement;
    if (node.type === "VariableDeclaration") {
      return node.declarations.flatMap(({ id }) => boundNames(id));
    }
    if (node.type === "ImportDeclaration") return node.specifiers.map(({ local }) => local.name);
    if (node.type === "FunctionDeclaration" || node.type === "ClassDeclaration") {
      return node.id === null ? [] : [node.id.name];
    }
    return [];
  });
  return [...new Set([...outer, ...inner])];
}

/** The nodes inside one that can be names of variables, so not keys, labels or foreign names. */
function variablesIn(node: AnyNode): AnyNode[] {
  const inside = [...children(node)];
  switch (node.type) {
    case "MemberExpression":
      return node.computed ? inside : [node.object];
    case "Property":
      return node.computed ? inside : [node.value];
    case "MethodDefinition":
    case "PropertyDefinition":
    case "AccessorProperty":
      return node.computed ? inside : inside.filter((child) => child !== node.key);
    case "LabeledStatement":
      return [node.body];
    case "ImportSpecifier":
      return [node.local];
    case "BreakStatement":
    case "ContinueStatement":
    case "ExportSpecifier":
    case "ImportAttribute":
    case "MetaProperty":
      return [];
    default:
      return inside;
  }
}

/** Marks names wherever they stand as variables: renamed as a whole, inner scopes stay as they are. */
export function shadow(compiled: Compiled, program: Program, names: ReadonlySet<string>): Compiled {
  const edit = new MagicString(compiled.code);
  const visit = (node: AnyNode): void => {
    if (node.type === "Identifier" && names.has(node.name)) edit.appendLeft(node.end, mark);
    if (node.type === "Property" && node.shorthand && node.key.type === "Identifier") {
      if (names.has(node.key.name)) edit.appendRight(node.start, `${node.key.name}: `);
    }
    if (node.type === "ImportSpecifier" && node.imported.type === "Identifier") {
      const same = node.imported.start === node.local.start;
      if (same && names.has(node.local.name)) {
        edit.appendRight(node.start, `${node.local.name} as `);
      }
    }
    for (const child of variablesIn(node)) visit(child);
  };
  visit(program);
  const renamed = edit.generateMap({ hires: "boundary", source: "printed", includeContent: false });
  const map = remapping(renamed.toString(), (source) =>
    source === "printed" ? { ...compiled.map, version: 3, sources: ["cell"] } : null,
  );
  return { ...compiled, code: edit.toString(), map: JSON.parse(map.toString()) as Compiled["map"] };
}
