import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import { parseSync, transformSync } from "../../language/oxc.js";
import {
  type CellLanguage,
  type EmitOptions,
  transformOptions,
} from "../../language/transform/compile.js";
import { compileDecorators } from "../../language/transform/decorators.js";
import { survey } from "../../language/transform/survey.js";
import { emitOptionsFor } from "./project.js";
import { isLocal } from "./stamps.js";
import { syntaxError } from "./syntaxError.js";

export interface LoadedSource {
  readonly format: "module" | "commonjs" | "json";
  readonly source: string;
}

const languages: Readonly<Record<string, CellLanguage | "jsx">> = {
  ".ts": "ts",
  ".mts": "ts",
  ".cts": "ts",
  ".tsx": "tsx",
  ".jsx": "jsx",
};

/**
 * The source of a file that Node alone cannot load as it is; undefined for all others.
 *
 * @throws {SyntaxError} when a local file does not parse: Node's own does not say where
 */
export function loadSource(
  url: string,
  {
    format,
    attributes = {},
    required = false,
  }: {
    readonly format?: string | null | undefined;
    readonly attributes?: Readonly<Record<string, string | undefined>>;
    /** By `require`, which reads JSON by itself. */
    readonly required?: boolean;
  } = {},
): LoadedSource | undefined {
  if (!url.startsWith("file:")) return undefined;
  const path = fileURLToPath(url.replace(/[?#].*$/, ""));
  const ending = extname(path);
  if (ending === ".json") return required ? undefined : json(path, attributes.type === undefined);
  const lang = languages[ending];
  if (lang !== undefined) return compiled(path, lang);
  if (isLocal(url) && (ending === ".mjs" || format === "module")) requireSyntax(path);
  return undefined;
}

/** As TypeScript's resolveJsonModule has it; Node wants `with { type: "json" }`. */
function json(path: string, plain: boolean): LoadedSource | undefined {
  const source = readFileSync(path, "utf8");
  try {
    const value: unknown = JSON.parse(source);
    if (!plain) return undefined;
    return { format: "module", source: `export default ${JSON.stringify(value)};` };
  } catch (cause) {
    throw new SyntaxError(`Cannot read ${path} as JSON: ${(cause as Error).message}`);
  }
}

/** What TypeScript makes CommonJS of: `.cts`, and the two forms that only CommonJS has. */
const commonJs = /^\s*(?:export\s*=|(?:export\s+)?import\s+[\w$]+\s*=\s*require\s*\()/m;

function compiled(path: string, lang: CellLanguage | "jsx"): LoadedSource {
  const source = readFileSync(path, "utf8");
  const emit = emitOptionsFor(path);
  const { code, errors } = transformSync(path, source, transformOptions(lang, emit));
  const [first] = errors;
  if (first !== undefined && code === "") throw syntaxError(path, source, first);
  if (lang === "jsx") return { format: "module", source: code };
  if (path.endsWith(".cts") || commonJs.test(source)) {
    return { format: "commonjs", source: asCommonJs(path, source, emit) };
  }
  const decorated = /@\w/.test(code) && decorates(code);
  return { format: "module", source: decorated ? compileDecorators(code, lang, emit).code : code };
}

function decorates(code: string): boolean {
  return survey(parseSync("module.js", code, { sourceType: "module" }).program).decorates;
}

function asCommonJs(path: string, source: string, emit: EmitOptions): string {
  const { transformSync } = createRequire(import.meta.url)("esbuild") as typeof import("esbuild");
  const { code } = transformSync(source, {
    loader: "ts",
    format: "cjs",
    platform: "node",
    target: "node20",
    sourcefile: path,
    tsconfigRaw: {
      compilerOptions: { experimentalDecorators: emit.experimentalDecorators ?? false },
    },
  });
  return code;
}

function requireSyntax(path: string): void {
  const source = readFileSync(path, "utf8");
  const [first] = parseSync(path, source, { sourceType: "module" }).errors;
  if (first !== undefined) throw syntaxError(path, source, first);
}
