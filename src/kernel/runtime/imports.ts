import module, { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { ImportOptions } from "../language/runtimeContract.js";
import { cellSpecifier } from "./loading/cellSpecifier.js";

export interface Imports {
  import(specifier: string, options?: ImportOptions): Promise<Record<string, unknown>>;
  readonly require: NodeJS.Require;
  readonly meta: ImportMeta;
}

/** How the cells of a notebook in a folder load modules; `provided` are the kernel's own. */
export function createImports(
  cwd: string,
  provided: Readonly<Record<string, () => Promise<Record<string, unknown>>>>,
): Imports {
  // A file that is not there, but whose folder is the notebook's.
  const notebook = join(cwd, "notebook.ts");
  const url = pathToFileURL(notebook).href;
  const require = createRequire(notebook);
  // Node's loader starts a thread for hooks below 22.15: not before something is imported.
  let hooks: Promise<void> | undefined;
  const load = async (specifier: string, options: ImportOptions | undefined) => {
    hooks ??= import("./loading/installHooks.js").then(({ installHooks }) => installHooks());
    await hooks;
    const wanted = cellSpecifier(specifier, url);
    return options?.with === undefined
      ? import(wanted)
      : import(wanted, { with: { ...options.with } });
  };
  const meta = {
    url,
    dirname: cwd,
    filename: notebook,
    main: false,
    resolve: (specifier: string) =>
      module.isBuiltin(specifier)
        ? specifier.replace(/^(?!node:)/, "node:")
        : pathToFileURL(require.resolve(specifier)).href,
  };
  return {
    import: (specifier, options) => provided[specifier]?.() ?? load(specifier, options),
    require,
    meta: meta as unknown as ImportMeta,
  };
}
