import type { TransformOptions } from "oxc-transform";
import { transformSync } from "../oxc.js";

/** What a tsconfig.json says about the JavaScript that comes out. */
export interface EmitOptions {
  readonly experimentalDecorators?: boolean;
  readonly emitDecoratorMetadata?: boolean;
  readonly useDefineForClassFields?: boolean;
  readonly jsx?: "automatic" | "classic";
  readonly jsxImportSource?: string;
  readonly jsxFactory?: string;
  readonly jsxFragmentFactory?: string;
  readonly verbatimModuleSyntax?: boolean;
}

/** The oldest Node that the kernel runs on. */
const target = "node20";

/** `.tsx`, save for the two forms that only `.ts` allows: `<T>value` and `<T>(x: T) => x`. */
export const languages = ["tsx", "ts"] as const;
export type CellLanguage = (typeof languages)[number];

/** How a module is compiled: TypeScript's defaults, and without imports that are types alone. */
export function transformOptions(
  lang: CellLanguage | "jsx",
  emit: EmitOptions,
): TransformOptions & { readonly lang: CellLanguage | "jsx" } {
  const assign = emit.useDefineForClassFields === false;
  return {
    lang,
    sourceType: "module",
    target,
    assumptions: { setPublicClassFields: assign },
    typescript: {
      onlyRemoveTypeImports: emit.verbatimModuleSyntax ?? false,
      removeClassFieldsWithoutInitializer: assign,
    },
    decorator: {
      legacy: emit.experimentalDecorators ?? false,
      emitDecoratorMetadata: emit.emitDecoratorMetadata ?? false,
    },
    jsx: {
      runtime: emit.jsx ?? "automatic",
      ...(emit.jsxImportSource && { importSource: emit.jsxImportSource }),
      ...(emit.jsxFactory && { pragma: emit.jsxFactory }),
      ...(emit.jsxFragmentFactory && { pragmaFrag: emit.jsxFragmentFactory }),
    },
  };
}

export interface Compiled {
  readonly code: string;
  readonly map: { readonly mappings: string; readonly names: string[]; readonly version: number };
  /** Names of compiler helpers, such as `usingCtx`. */
  readonly helpers: readonly string[];
}

/** TypeScript to JavaScript with every import kept; undefined where it is not well-formed. */
export function compile(code: string, lang: CellLanguage, emit: EmitOptions): Compiled | undefined {
  const options = transformOptions(lang, emit);
  const result = transformSync(`cell.${lang}`, code, {
    ...options,
    sourcemap: true,
    // Which of its names a cell uses says nothing of later cells.
    typescript: { ...options.typescript, onlyRemoveTypeImports: true },
  });
  if (result.errors.some((error) => error.severity === "Error") || !result.map) return undefined;
  return { code: result.code, map: result.map, helpers: Object.keys(result.helpersUsed) };
}

/** The cell as TypeScript emits it by default: without imports that are never used as values. */
export function compileElided(code: string, lang: CellLanguage, emit: EmitOptions): string {
  return transformSync(`cell.${lang}`, code, { ...transformOptions(lang, emit), typescript: {} })
    .code;
}
