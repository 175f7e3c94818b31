import MagicString from "magic-string";
import type { Program, Statement } from "oxc-parser";
import { runtimeName } from "../runtimeContract.js";
import { hoisting } from "./hoist.js";
import { type DeferredImport, emitImport, exportName, loadModule } from "./imports.js";
import type { ImportUse } from "./importUse.js";
import type { Survey } from "./survey.js";

export interface Rewritten {
  readonly edit: MagicString;
  /** What comes before the first statement, on the first line. */
  readonly prologue: string;
  readonly declared: readonly string[];
  readonly deferred: readonly DeferredImport[];
  readonly hasResult: boolean;
  readonly isAsync: boolean;
}

export interface RewriteInput {
  readonly code: string;
  readonly program: Program;
  readonly survey: Survey;
  readonly uses: ReadonlyMap<string, ImportUse>;
  /** Whether the cell's author wrote this name; the compiler's own stay inside the cell. */
  readonly own: (name: string) => boolean;
  /** Whether `using` put the cell's statements into a `try`. */
  readonly disposes: boolean;
}

/** Rewrites a module's top level so that it runs in an async function and shares its names. */
export function rewrite(input: RewriteInput): Rewritten {
  const { code, program, survey, uses, own } = input;
  const edit = new MagicString(code);
  const hoist = hoisting(code, edit, own);
  const imported = new Set<string>();
  const deferred: DeferredImport[] = [];
  let isAsync = survey.awaits;
  let leading = true;
  let afterImports = 0;

  /** Imports come before all else; those that do already stay on their line. */
  const place = (start: number, end: number, text: string): void => {
    isAsync ||= text.includes("await ");
    if (text === "") edit.remove(start, end);
    else edit.update(start, end, text);
    if (leading) afterImports = end;
    else if (text !== "") {
      edit.appendLeft(end, " ");
      edit.move(start, end, afterImports);
    }
  };
  const declaration = (node: Statement): void => {
    if (node.type === "VariableDeclaration" && node.kind !== "var") hoist.variables(node);
    else if (node.type === "FunctionDeclaration") hoist.function(node);
    else if (node.type === "ClassDeclaration" && node.id && own(node.id.name)) {
      hoist.class({ start: node.start, end: node.end, name: node.id.name });
    }
  };

  for (const node of program.body) {
    switch (node.type) {
      case "ImportDeclaration": {
        const emitted = emitImport(node, uses, own);
        for (const name of emitted.declared) imported.add(name);
        deferred.push(...emitted.deferred);
        place(node.start, node.end, emitted.code);
        break;
      }
      case "ExportAllDeclaration":
        place(node.start, node.end, `${loadModule(node, [])};`);
        break;
      case "ExportNamedDeclaration":
        if (node.source) {
          const names = node.specifiers.map(({ local }) => exportName(local));
          place(node.start, node.end, `${loadModule(node, names)};`);
        } else if (node.declaration) {
          edit.remove(node.start, node.declaration.start);
          declaration(node.declaration);
        } else {
          edit.remove(node.start, node.end);
        }
        break;
      case "ExportDefaultDeclaration":
        edit.remove(node.start, node.declaration.start);
        if (node.declaration.type === "FunctionDeclaration" && node.declaration.id) {
          hoist.function(node.declaration);
        } else if (node.declaration.type === "ClassDeclaration" && node.declaration.id) {
          const { start, end, id } = node.declaration;
          hoist.class({ start, end, name: id.name });
        }
        break;
      default:
        declaration(node);
    }
    if (node.type !== "ImportDeclaration" && node.type !== "FunctionDeclaration") leading = false;
  }
  for (const variables of survey.vars) hoist.variables(variables);
  for (const { start } of survey.dynamicImports) {
    edit.update(start, start + "import".length, `${runtimeName}.dynamicImport`);
  }
  for (const { start, end } of survey.metas) edit.update(start, end, `${runtimeName}.meta`);

  const hasResult = returnResult(edit, program.body, input.disposes);
  return {
    edit,
    prologue: hoist.prologue(),
    declared: [...new Set([...imported, ...hoist.declared])],
    deferred,
    hasResult,
    isAsync,
  };
}

/** Makes the last statement the cell's value where it is an expression; tells whether it is. */
function returnResult(
  edit: MagicString,
  body: readonly Program["body"][number][],
  disposes: boolean,
): boolean {
  const last = body.findLast(({ type }) => type !== "EmptyStatement");
  const give = (start: number, end: number): true => {
    edit.appendRight(start, "return { value: (");
    edit.appendLeft(end, ") };");
    return true;
  };
  switch (last?.type) {
    case "ExpressionStatement":
      return give(last.start, last.expression.end);
    case "ExportDefaultDeclaration": {
      const { declaration } = last;
      const declares =
        (declaration.type === "FunctionDeclaration" || declaration.type === "ClassDeclaration") &&
        declaration.id !== null;
      return !declares && give(declaration.start, declaration.end);
    }
    case "TryStatement":
      return disposes && returnResult(edit, last.block.body, false);
    default:
      return false;
  }
}
