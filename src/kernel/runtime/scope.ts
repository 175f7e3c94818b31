import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { commsKey } from "../comms.js";
import { createJupyter, createTslab, type SendDisplay, wireBundle } from "../display/index.js";
import { type CellRuntime, runtimeName } from "../language/runtimeContract.js";
import { bindNames } from "../language/transform/bindNames.js";
import { loadHelper } from "../language/transform/helpers.js";
import type { CellContext } from "./cells.js";
import { Comms } from "./comms.js";
import { withImportSite } from "./importSites.js";
import { createImports, type Imports } from "./imports.js";
import type { Outlet } from "./outlet.js";

export interface Scope {
  readonly comms: Comms;
  readonly isShown: (value: unknown) => boolean;
  readonly imports: Pick<Imports, "prepare" | "interrupted">;
}

/** Puts what cells find without importing it on the global object. */
export function createScope(
  cwd: string,
  { outlet, cells }: { readonly outlet: Outlet; readonly cells: CellContext },
): Scope {
  const send: SendDisplay = (message) =>
    outlet.send({ type: "display", cellId: cells.current, message });
  const own = new Comms((event) => outlet.send({ type: "comm", cellId: cells.current, event }));
  const jupyter = createJupyter({
    send,
    hideFrame: isKernelFrame,
    readFile: (path) => readFileSync(resolve(cwd, path)),
    broadcast: (messageType, content, { metadata = {}, buffers = [] } = {}) =>
      outlet.send({
        type: "broadcast",
        cellId: cells.current,
        messageType,
        content,
        metadata,
        buffers,
      }),
  });
  const tslab = { ...createTslab(send, versions()) };
  const imports = createImports(cwd, {
    required: { tslab },
    imported: { tslab: async () => tslab, "softgrad/kernel": () => import("../index.js") },
  });
  const runtime: CellRuntime = {
    import: function fromCell(specifier, required, options) {
      const load = () => imports.import(specifier, options);
      return withImportSite(
        async () => bindNames(await load(), specifier, required, options?.optional),
        fromCell,
      );
    },
    dynamicImport: function fromCell(specifier, options) {
      const given = options as { with?: Record<string, string> } | undefined;
      return withImportSite(() => imports.import(String(specifier), given), fromCell);
    },
    meta: imports.meta,
    scope: imports.scope,
    helper: loadHelper,
  };

  define(runtimeName, runtime);
  // A cell that ends in `display(x)` has shown x, and not the promise as well.
  const shown = new WeakSet<object>();
  const display = (...given: Parameters<typeof jupyter.display>) => {
    const receipt = jupyter.display(...given);
    shown.add(receipt);
    return receipt;
  };
  // Deno's own place for them is `Deno.jupyter`; a global of that name would have libraries take
  // this for Deno, and call what is not there.
  define("jupyter", { ...jupyter, display });
  define("display", display);
  for (const name of ["html", "md", "svg", "image", "clearOutput"] as const) {
    define(name, jupyter[name]);
  }
  define(Symbol.for("softgrad.display"), (data: Readonly<Record<string, unknown>>) =>
    send({ kind: "display_data", data: wireBundle(data), metadata: {} }),
  );
  define(commsKey, own);
  return {
    comms: own,
    isShown: (value) => typeof value === "object" && shown.has(value ?? {}),
    imports,
  };
}

function define(name: string | symbol, value: unknown): void {
  Object.defineProperty(globalThis, name, {
    value,
    writable: true,
    configurable: true,
    enumerable: false,
  });
}

/** Frames below a cell's own, which say nothing to its writer. */
export function isKernelFrame(line: string): boolean {
  return line.includes("/kernel/runtime/") || /\(?node:/.test(line);
}

function versions() {
  const require = createRequire(import.meta.url);
  const { version } = require("../../../package.json") as { version: string };
  return { tslab: `softgrad ${version}`, typescript: "7", node: process.version };
}
