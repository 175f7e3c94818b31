import module, { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { CellScope, ImportOptions } from "../language/runtimeContract.js";
import { importSite } from "./importSites.js";
import { cellSpecifier } from "./loading/cellSpecifier.js";
import { CommonJsModules } from "./loading/commonJsModules.js";
import type { InstalledHooks } from "./loading/installHooks.js";

export interface Imports {
  /** Starts what the first import waits for. */
  prepare(): void;
  /** The thread was terminated, maybe while a module ran. */
  interrupted(): void;
  import(specifier: string, options?: ImportOptions): Promise<Record<string, unknown>>;
  readonly meta: ImportMeta;
  scope(): Promise<CellScope>;
}

/** Modules that are the kernel's own: a value for `require`, a namespace for `import`. */
export interface ProvidedModules {
  readonly required: Readonly<Record<string, unknown>>;
  readonly imported: Readonly<Record<string, () => Promise<Record<string, unknown>>>>;
}

/** How the cells of a notebook in a folder load modules. */
export function createImports(cwd: string, provided: ProvidedModules): Imports {
  // A file that is not there, but whose folder is the notebook's.
  const notebook = join(cwd, "notebook.ts");
  const parentUrl = pathToFileURL(notebook).href;
  const commonJs = new CommonJsModules();
  // Node's loader starts a thread for hooks below 22.15: not before something is imported.
  let installing: ReturnType<typeof install> | undefined;
  const hooks = () => {
    installing ??= install();
    return installing;
  };

  /** Stale modules that the hooks have not heard of. */
  let untold: readonly string[] = [];
  const takeStale = (): readonly string[] => {
    const stale = [...untold, ...commonJs.refresh()];
    untold = [];
    return stale;
  };

  const load = async (specifier: string, options: ImportOptions | undefined) => {
    await hooks();
    const wanted = cellSpecifier({ specifier, parentUrl, stale: takeStale() });
    try {
      return await (options?.with === undefined
        ? import(wanted)
        : import(wanted, { with: { ...options.with } }));
    } finally {
      commonJs.note();
    }
  };

  const nodeRequire = createRequire(notebook);
  const requireWith = ({ refresh }: InstalledHooks): NodeJS.Require =>
    new Proxy(nodeRequire, {
      apply: function fromCell(target, self, [specifier, ...rest]: [string, ...unknown[]]) {
        if (Object.hasOwn(provided.required, specifier)) return provided.required[specifier];
        const stale = takeStale();
        if (!refresh(stale)) untold = stale;
        const remember = importSite(fromCell);
        try {
          return Reflect.apply(target, self, [specifier, ...rest]);
        } catch (error) {
          remember(error);
          throw error;
        } finally {
          commonJs.note();
        }
      },
    });

  const resolveFrom = (specifier: string): string => {
    if (module.isBuiltin(specifier)) return specifier.replace(/^(?!node:)/, "node:");
    const wanted = cellSpecifier({ specifier, parentUrl, stale: [] });
    const found = new URL(import.meta.resolve(wanted));
    found.searchParams.delete("v");
    return found.href;
  };
  const meta = {
    url: parentUrl,
    dirname: cwd,
    filename: notebook,
    main: false,
    resolve: resolveFrom,
  };
  return {
    prepare() {
      // What goes wrong is told by the import.
      hooks().catch(() => {});
    },
    interrupted: () => commonJs.interrupted(),
    import: (specifier, options) => provided.imported[specifier]?.() ?? load(specifier, options),
    meta: meta as unknown as ImportMeta,
    async scope() {
      return { require: requireWith(await hooks()), __dirname: cwd, __filename: notebook };
    },
  };
}

async function install() {
  const { installHooks } = await import("./loading/installHooks.js");
  return installHooks();
}
