import { createRequire } from "node:module";
import type { TransformOptions, TransformResult } from "esbuild";
import type { CellLanguage, Compiled, EmitOptions } from "./compile.js";

type Esbuild = { transformSync(code: string, options: TransformOptions): TransformResult };

/** Standard decorators and `accessor`, which Node lacks and oxc leaves; loaded by the first such cell. */
export function compileDecorators(code: string, lang: CellLanguage, emit: EmitOptions): Compiled {
  const { transformSync }: Esbuild = createRequire(import.meta.url)("esbuild");
  const result = transformSync(code, {
    loader: lang,
    target: "node20",
    sourcemap: "external",
    sourcesContent: false,
    jsx: emit.jsx === "classic" ? "transform" : "automatic",
    ...(emit.jsxImportSource && { jsxImportSource: emit.jsxImportSource }),
    tsconfigRaw: {
      compilerOptions: {
        verbatimModuleSyntax: true,
        useDefineForClassFields: emit.useDefineForClassFields ?? true,
      },
    },
  });
  return { code: result.code, map: JSON.parse(result.map) as Compiled["map"], helpers: [] };
}
