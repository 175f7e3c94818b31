import { join } from "node:path";
import type { KernelSpec } from "./types.js";

/** The stock tslab kernel of a checkout's own node_modules; needs Node alone, no Jupyter. */
export function tslabKernelSpec(checkoutRoot: string): KernelSpec {
  const folder = join(checkoutRoot, "node_modules", "tslab");
  return {
    name: "tslab",
    displayName: "TypeScript",
    language: "typescript",
    // tslab's own imports of old modules warn on every start.
    argv: [
      "node",
      "--disable-warning=ExperimentalWarning",
      join(folder, "bin", "tslab"),
      "kernel",
      "--config-path",
      "{connection_file}",
    ],
    env: {},
    interruptMode: "signal",
    resourceDirectory: folder,
  };
}
