import type { Statement, VariableDeclarator } from "oxc-parser";
import { parseSync } from "../oxc.js";
import { boundNames, walk } from "../transform/ast.js";
import { type Flow, flowOf } from "./flow.js";

/**
 * How a later cell gets at a name. A constant is `fixed` if its type was written or is a symbol's
 * own; the type of another, such as `5`, widens where a variable is made of it. An alias carries
 * every meaning: value, type and namespace, but cannot be assigned to.
 */
export type NameKind = "const" | "fixed" | "let" | "alias";

export interface CellNames {
  /** What the cell declares at its top level. */
  readonly declared: ReadonlyMap<string, NameKind>;
  /** What each of them is, in the words of a completion list. */
  readonly sorts: ReadonlyMap<string, string>;
  /** Those that the cell exports by itself. */
  readonly exported: ReadonlySet<string>;
  /** Every name that stands in it. */
  readonly mentioned: ReadonlySet<string>;
  /** Those of which nothing but a value is declared. */
  readonly values: ReadonlySet<string>;
  readonly flow: Flow;
  readonly hasJsx: boolean;
}

const sortOf: Readonly<Record<string, string>> = {
  FunctionDeclaration: "function",
  TSDeclareFunction: "function",
  ClassDeclaration: "class",
  TSEnumDeclaration: "enum",
  TSInterfaceDeclaration: "interface",
  TSTypeAliasDeclaration: "type",
  TSModuleDeclaration: "module",
  ImportDeclaration: "module",
  TSImportEqualsDeclaration: "module",
};

const valueOnly = new Set(["VariableDeclaration", "FunctionDeclaration", "TSDeclareFunction"]);

/** Declarations in a text that cannot be parsed yet, as it is while someone types. */
const declaring =
  /^\s*(?:export\s+)?(?:declare\s+|abstract\s+|async\s+)*(?:const|let|var|function\*?|class|enum|interface|type|namespace)\s+([\p{ID_Start}$_][\p{ID_Continue}$]*)/gmu;

function constantKind({ id, init }: VariableDeclarator): NameKind {
  const isSymbol =
    init?.type === "CallExpression" &&
    ((init.callee.type === "Identifier" && init.callee.name === "Symbol") ||
      (init.callee.type === "MemberExpression" &&
        init.callee.object.type === "Identifier" &&
        init.callee.object.name === "Symbol"));
  return id.typeAnnotation || isSymbol ? "fixed" : "const";
}

function declarationNames(node: Statement): [string, NameKind][] {
  switch (node.type) {
    case "VariableDeclaration": {
      const changes = node.kind === "let" || node.kind === "var";
      return node.declarations.flatMap((declarator) => {
        const kind = changes ? "let" : constantKind(declarator);
        return boundNames(declarator.id).map((name): [string, NameKind] => [name, kind]);
      });
    }
    case "ImportDeclaration":
      return node.specifiers.map(({ local }) => [local.name, "alias"]);
    case "TSImportEqualsDeclaration":
    case "TSEnumDeclaration":
    case "TSInterfaceDeclaration":
    case "TSTypeAliasDeclaration":
    case "TSModuleDeclaration":
    case "FunctionDeclaration":
    case "TSDeclareFunction":
    case "ClassDeclaration":
      return node.id?.type === "Identifier" ? [[node.id.name, "alias"]] : [];
    default:
      return [];
  }
}

const nestedVar = (node: Statement): boolean =>
  node.type !== "VariableDeclaration" && node.type !== "FunctionDeclaration";

/** The names of a cell, so far as it can be parsed. */
export function cellNames(code: string): CellNames {
  let parsed = parseSync("cell.tsx", code, { lang: "tsx", sourceType: "module" });
  if (parsed.errors.length > 0) {
    const plain = parseSync("cell.ts", code, { lang: "ts", sourceType: "module" });
    if (plain.errors.length === 0) parsed = plain;
  }
  const declared = new Map<string, NameKind>();
  const sorts = new Map<string, string>();
  const exported = new Set<string>();
  const mentioned = new Set<string>();
  const moreThanValues = new Set<string>();
  let hasJsx = false;
  const declare = (node: Statement, exports: boolean): void => {
    for (const [name, kind] of declarationNames(node)) {
      // A const and a type of one name are both to be had only through an alias.
      declared.set(name, declared.has(name) && declared.get(name) !== kind ? "alias" : kind);
      sorts.set(name, sortOf[node.type] ?? (kind === "let" ? "variable" : "constant"));
      if (!valueOnly.has(node.type)) moreThanValues.add(name);
      if (exports) exported.add(name);
    }
  };
  if (parsed.errors.length > 0) {
    for (const [, name] of code.matchAll(declaring)) if (name) declared.set(name, "let");
  }
  for (const node of parsed.program.body) {
    if (node.type === "ExportNamedDeclaration") {
      if (node.declaration) declare(node.declaration, true);
      else if (!node.source) {
        for (const { exported: name } of node.specifiers) {
          if (name.type === "Identifier") exported.add(name.name);
        }
      }
    } else if (node.type === "ExportDefaultDeclaration") {
      const { declaration } = node;
      if (declaration.type === "FunctionDeclaration" || declaration.type === "ClassDeclaration") {
        declare(declaration, false);
      }
    } else declare(node, false);
    const outer = nestedVar(node);
    walk(node, (inner) => {
      if (inner.type === "Identifier" || inner.type === "JSXIdentifier") mentioned.add(inner.name);
      if (inner.type === "JSXElement" || inner.type === "JSXFragment") hasJsx = true;
      return undefined;
    });
    if (outer) {
      walk(node, (inner) => {
        if (inner.type === "VariableDeclaration" && inner.kind === "var") declare(inner, false);
        return !/Function|ClassBody|TSModule/.test(inner.type);
      });
    }
  }
  const values = new Set([...declared.keys()].filter((name) => !moreThanValues.has(name)));
  const flow = flowOf(parsed.program);
  return { declared, sorts, exported, mentioned, values, flow, hasJsx };
}
