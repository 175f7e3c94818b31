import type MagicString from "magic-string";
import type { Function as FunctionNode, VariableDeclaration } from "oxc-parser";
import { runtimeName } from "../runtimeContract.js";
import { boundNames } from "./ast.js";

/** Rewrites declarations into assignments to the names that all cells share. */
export interface Hoisting {
  /** `let`, `const` or `var` with everything it declares. */
  variables(declaration: VariableDeclaration): void;
  /** At the cell's top level, to run before its statements. */
  function(declaration: FunctionNode): void;
  class(declaration: { readonly start: number; readonly end: number; readonly name: string }): void;
  readonly declared: ReadonlySet<string>;
  /** Code that makes the cell's functions, for its beginning. */
  readonly prologue: () => string;
}

const keyword = /^(?:const|let|var)\s+/;

/** `enum E` and `namespace N` are printed as `var E = function (E) {…}(E || {})` and the like. */
function extendsItself(declaration: VariableDeclaration, name: string): boolean {
  const init = declaration.declarations[0]?.init;
  const argument = init?.type === "CallExpression" ? init.arguments[0] : undefined;
  return (
    argument?.type === "LogicalExpression" &&
    argument.operator === "||" &&
    argument.left.type === "Identifier" &&
    argument.left.name === name
  );
}

/** @param own tells the cell's names from those that the compiler made up. */
export function hoisting(
  code: string,
  edit: MagicString,
  own: (name: string) => boolean,
): Hoisting {
  const declared = new Set<string>();
  const functions: string[] = [];
  const fresh: string[] = [];

  const variables = (declaration: VariableDeclaration): void => {
    const names = declaration.declarations.flatMap(({ id }) => boundNames(id));
    if (!names.some(own)) return;
    for (const name of names) {
      // An enum adds to the one of its name in the same cell, but replaces one of an earlier cell.
      if (!declared.has(name) && extendsItself(declaration, name)) fresh.push(`${name} = void 0; `);
      declared.add(name);
    }
    const first = declaration.declarations[0];
    const last = declaration.declarations.at(-1);
    if (!first || !last) return;
    const source = code.slice(declaration.start, declaration.end);
    const begin = declaration.start + (keyword.exec(source)?.[0].length ?? 0);
    // An object pattern at the beginning of a statement would be read as a block.
    const pattern = declaration.declarations.some(({ id }) => id.type === "ObjectPattern");
    const inHead = !code.slice(last.end, declaration.end).includes(";");
    const parenthesized = pattern && !(inHead && first.init === null);
    edit.update(declaration.start, begin, parenthesized ? "(" : "");
    if (parenthesized) edit.appendLeft(last.end, ")");
    if (declaration.kind === "var") return;
    for (const { id, init, end } of declaration.declarations) {
      if (id.type === "Identifier" && init === null) edit.appendLeft(end, " = void 0");
    }
  };

  return {
    declared,
    variables,
    function(declaration) {
      const { id } = declaration;
      if (id === null) return;
      declared.add(id.name);
      // Its inner name would hide later values of the outer one, so it gets its name by assignment.
      const make = `${runtimeName}_f${functions.length}`;
      const kind = `${declaration.async ? "async " : ""}function${declaration.generator ? "*" : ""}`;
      edit.update(declaration.start, id.end, `function ${make}() { ${id.name} = ${kind} `);
      edit.appendLeft(declaration.end, "; }");
      functions.push(`${make}(); `);
    },
    class({ start, end, name }) {
      declared.add(name);
      edit.appendRight(start, `${name} = `);
      edit.appendLeft(end, ";");
    },
    prologue: () => [...fresh, ...functions].join(""),
  };
}
