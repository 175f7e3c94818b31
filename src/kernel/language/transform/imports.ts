import type {
  ImportAttribute,
  ImportDeclaration,
  ModuleExportName,
  StringLiteral,
} from "oxc-parser";
import { runtimeName } from "../runtimeContract.js";
import type { ImportUse } from "./importUse.js";
import { unmarked } from "./shadow.js";

/** An import that loads its module only when a later cell uses the name as a value. */
export interface DeferredImport {
  readonly local: string;
  /** The code that loads and binds it. */
  readonly code: string;
}

export interface EmittedImport {
  readonly code: string;
  readonly declared: readonly string[];
  readonly deferred: readonly DeferredImport[];
}

const helperFolder = "@oxc-project/runtime/helpers/";

export const exportName = (name: ModuleExportName): string =>
  name.type === "Literal" ? name.value : name.name;

/** `await __softgrad.import("m", ["a"], { with: { type: "json" } })`. */
export function loadModule(
  from: { readonly source: StringLiteral | null; readonly attributes: readonly ImportAttribute[] },
  required: readonly string[],
  optional: readonly string[] = [],
): string {
  const attributes = from.attributes.map(({ key, value }) => [
    key.type === "Literal" ? key.value : key.name,
    value.value,
  ]);
  const options = {
    ...(optional.length > 0 && { optional }),
    ...(attributes.length > 0 && { with: Object.fromEntries(attributes) }),
  };
  const parts = [
    from.source?.value,
    required,
    ...(Object.keys(options).length > 0 ? [options] : []),
  ];
  return `await ${runtimeName}.import(${parts.map((part) => JSON.stringify(part)).join(", ")})`;
}

interface Binding {
  readonly local: string;
  /** "*" for the namespace. */
  readonly imported: string;
}

const bindingsOf = (declaration: ImportDeclaration): Binding[] =>
  declaration.specifiers.map((specifier) => {
    const local = specifier.local.name;
    if (specifier.type === "ImportDefaultSpecifier") return { local, imported: "default" };
    if (specifier.type === "ImportNamespaceSpecifier") return { local, imported: "*" };
    return { local, imported: exportName(specifier.imported) };
  });

/** `({ a: b } = ns = await __softgrad.import("m", ["a"]));` */
function load(
  declaration: ImportDeclaration,
  bindings: readonly Binding[],
  uses: ReadonlyMap<string, ImportUse>,
  declare: string,
): string {
  const named = bindings.filter(({ imported }) => imported !== "*");
  const optional = named.filter(({ local }) => uses.get(unmarked(local)) === "unused");
  const required = named.filter((binding) => !optional.includes(binding));
  const call = loadModule(
    declaration,
    required.map(({ imported }) => imported),
    optional.map(({ imported }) => imported),
  );
  const pattern = named.map(({ local, imported }) => `${JSON.stringify(imported)}: ${local}`);
  const targets = [
    ...(named.length > 0 ? [`{ ${pattern.join(", ")} }`] : []),
    ...bindings.filter(({ imported }) => imported === "*").map(({ local }) => local),
  ];
  if (declare !== "") return `${declare} ${targets.join(" = ")} = ${call};`;
  return targets.length === 0 ? `${call};` : `(${[...targets, call].join(" = ")});`;
}

/**
 * A static import as code for an async function. `own` tells the cell's names from those that the
 * compiler made up, which stay inside the cell.
 */
export function emitImport(
  declaration: ImportDeclaration,
  uses: ReadonlyMap<string, ImportUse>,
  own: (name: string) => boolean,
): EmittedImport {
  const bindings = bindingsOf(declaration);
  const source = declaration.source.value;
  const helper = bindings[0];
  if (helper && source.startsWith(helperFolder)) {
    const name = JSON.stringify(source.slice(helperFolder.length));
    const code = `const ${helper.local} = ${runtimeName}.helper(${name});`;
    return { code, declared: [], deferred: [] };
  }
  if (bindings.length > 0 && !bindings.some(({ local }) => own(local))) {
    return { code: load(declaration, bindings, uses, "const"), declared: [], deferred: [] };
  }
  const now = bindings.filter(({ local }) => uses.get(unmarked(local)) !== "type");
  const later = bindings.filter(({ local }) => uses.get(unmarked(local)) === "type");
  const deferred = later.map((binding) => ({
    local: binding.local,
    code: load(declaration, [binding], uses, ""),
  }));
  if (now.length === 0 && later.length > 0) return { code: "", declared: [], deferred };
  const code = load(declaration, now, uses, "");
  return { code, declared: now.map(({ local }) => local), deferred };
}
