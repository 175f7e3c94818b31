import type { MimeBundle } from "../figures/types.js";
import { builtin } from "../platform/builtin.js";

const jupyterModule = /[\\/]tslab[\\/]dist[\\/]jupyter\.js$/;

/**
 * The way out of a running tslab kernel, or undefined where there is none.
 *
 * tslab's public display sends one MIME type a message, so that a figure would show twice. The module
 * behind it, which the kernel has loaded, takes a whole bundle.
 */
export function tslabDisplay(): ((bundle: MimeBundle) => void) | undefined {
  const modules = builtin<typeof import("node:module")>("node:module");
  if (!modules) return undefined;
  const { cache } = modules.createRequire(`${process.cwd()}/`);
  const key = Object.keys(cache).find((path) => jupyterModule.test(path));
  const exported: unknown = key === undefined ? undefined : cache[key]?.exports;
  if (typeof exported !== "object" || exported === null) return undefined;
  const write: unknown = Reflect.get(exported, "lastWriteDisplayData");
  if (typeof write !== "function") return undefined;
  return (bundle) => write({ data: bundle, metadata: {}, transient: {} }, false);
}
