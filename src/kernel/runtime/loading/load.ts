import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import { transformSync } from "oxc-transform";

export interface LoadedSource {
  readonly format: "module" | "commonjs" | "json";
  readonly source: string;
}

const languages: Readonly<Record<string, "ts" | "tsx" | "jsx">> = {
  ".ts": "ts",
  ".mts": "ts",
  ".cts": "ts",
  ".tsx": "tsx",
  ".jsx": "jsx",
};

/** The source of a file that Node alone cannot load as it is; undefined for all others. */
export function loadSource(
  url: string,
  attributes: Readonly<Record<string, string | undefined>> = {},
): LoadedSource | undefined {
  if (!url.startsWith("file:")) return undefined;
  const path = fileURLToPath(url.replace(/[?#].*$/, ""));
  const ending = extname(path);
  if (ending === ".json" && attributes.type === undefined) {
    // As TypeScript's resolveJsonModule has it; Node wants `with { type: "json" }`.
    const value: unknown = JSON.parse(readFileSync(path, "utf8"));
    return { format: "module", source: `export default ${JSON.stringify(value)};` };
  }
  const lang = languages[ending];
  if (lang === undefined) return undefined;
  const { code, errors } = transformSync(path, readFileSync(path, "utf8"), {
    lang,
    sourceType: "module",
    target: "es2022",
  });
  const [first] = errors;
  if (first !== undefined && code === "") {
    throw new SyntaxError(
      `${first.message} (${path})${first.codeframe ? `\n${first.codeframe}` : ""}`,
    );
  }
  return ending === ".cts"
    ? { format: "commonjs", source: toCommonJs(code) }
    : { format: "module", source: code };
}

/** `import` and `export` in a `.cts` file stand for `require` and `exports`. */
function toCommonJs(code: string): string {
  const { transformSync: compile } = createRequire(import.meta.url)("esbuild") as Esbuild;
  return compile(code, { format: "cjs" }).code;
}

type Esbuild = Pick<typeof import("esbuild"), "transformSync">;
