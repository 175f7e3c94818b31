import { parseSync } from "../oxc.js";
import { cellUrl, runtimeName, scopeNames } from "../runtimeContract.js";
import type { SyntaxFailure, TransformedCell } from "../types.js";
import {
  type CellLanguage,
  type Compiled,
  compile,
  type EmitOptions,
  languages,
} from "./compile.js";
import { compileDecorators } from "./decorators.js";
import type { DeferredImport } from "./imports.js";
import { importUses } from "./importUse.js";
import { layOut } from "./layout.js";
import { rewrite } from "./rewrite.js";
import { shadow, topLevelNames, unmarked } from "./shadow.js";
import { composeMaps, sourceLines } from "./sourceMap.js";
import { survey } from "./survey.js";
import { syntaxDiagnostics } from "./syntaxDiagnostics.js";

export interface TransformContext {
  readonly emit?: EmitOptions;
  /** Imports that earlier cells used in types alone, by local name. */
  readonly deferred?: ReadonlyMap<string, DeferredImport>;
  /** The global object's own names, which no cell may hide from other modules. */
  readonly globals?: ReadonlySet<string>;
  /** Those that earlier cells declared for cells. */
  readonly shadowed?: ReadonlySet<string>;
}

export interface Transformed extends TransformedCell {
  /** Imports that this cell put off; they take the place of earlier ones of their name. */
  readonly deferred: readonly DeferredImport[];
  /** Names of globals that this cell declares for cells. */
  readonly shadowed: readonly string[];
}

function compiledAs(
  code: string,
  emit: EmitOptions,
): { readonly lang: CellLanguage; readonly compiled: Compiled } | undefined {
  for (const lang of languages) {
    const compiled = compile(code, lang, emit);
    if (compiled) return { lang, compiled };
  }
  return undefined;
}

function read(compiled: Compiled) {
  const options = { lang: "js", sourceType: "module" } as const;
  const { program, comments } = parseSync("cell.js", compiled.code, options);
  return { compiled, program, comments, seen: survey(program) };
}

/** One cell of TypeScript as a script: see `CellRuntime` for how it is evaluated. */
export function transformCell(
  code: string,
  cellId: number,
  {
    emit = {},
    deferred = new Map(),
    globals = new Set(),
    shadowed = new Set(),
  }: TransformContext = {},
): Transformed | SyntaxFailure {
  const found = compiledAs(code, emit);
  if (!found) return { status: "syntaxError", diagnostics: syntaxDiagnostics(code) };
  const { lang } = found;
  const printed = read(found.compiled);
  const plain = printed.seen.decorates ? read(compileDecorators(code, lang, emit)) : printed;
  const shadows = topLevelNames(plain.program, plain.seen.vars).filter((name) => globals.has(name));
  const marked = new Set([...shadowed, ...shadows].filter((name) => plain.seen.names.has(name)));
  const { compiled, program, comments, seen } =
    marked.size === 0 ? plain : read(shadow(plain.compiled, plain.program, marked));
  const rewritten = rewrite({
    code: compiled.code,
    program,
    survey: seen,
    uses: /\bimport\b/.test(code) ? importUses(code, lang, emit) : new Map(),
    own: (name) => code.includes(unmarked(name)),
    disposes: compiled.helpers.includes("usingCtx"),
  });
  const wanted = [...deferred.values()].filter(
    ({ local }) =>
      seen.names.has(local) &&
      !rewritten.declared.includes(local) &&
      !rewritten.deferred.some((newer) => newer.local === local),
  );
  const provided = scopeNames.filter((name) => seen.names.has(name));
  const scoped = provided.length > 0 || seen.metas.length > 0;
  const isAsync = rewritten.isAsync || wanted.length > 0 || scoped;
  const { edit } = rewritten;
  const lines = sourceLines(compiled.map);
  for (const { start, end, text } of layOut(compiled.code, lines, seen.templates, comments)) {
    edit.update(start, end, text);
  }
  const late = [
    ...(scoped ? [`const { ${provided.join(", ")} } = await ${runtimeName}.scope();`] : []),
    ...wanted.map((deferredImport) => deferredImport.code),
  ].join(" ");
  // The first statement may stand below the cell's first line.
  const above = "\n".repeat(lines[0] ?? 0);
  edit.prepend(
    `(${isAsync ? "async " : ""}function () { "use strict"; ${late}${rewritten.prologue}${above}`,
  );
  edit.append(`\nreturn { value: void 0 }; })()\n//# sourceURL=${cellUrl(cellId)}`);
  let sourceMap: string | undefined;
  return {
    status: "ok",
    code: edit.toString(),
    declared: [...rewritten.declared, ...wanted.map(({ local }) => local)],
    deferred: rewritten.deferred,
    shadowed: shadows,
    hasResult: rewritten.hasResult,
    isAsync,
    /** Composed when first read: only errors need it. */
    get sourceMap() {
      sourceMap ??= composeMaps(edit, compiled.map, cellId);
      return sourceMap;
    },
  };
}
