import { builtin } from "../platform/builtin.js";

/** Registers the wasm backend, with the path to its binaries where they lie on disk. */
export async function loadWasm(): Promise<void> {
  const { setWasmPaths } = await import("@tensorflow/tfjs-backend-wasm");
  const folder = binaries();
  if (folder !== undefined) setWasmPaths(folder);
}

function binaries(): string | undefined {
  const modules = builtin<typeof import("node:module")>("node:module");
  const path = builtin<typeof import("node:path")>("node:path");
  if (!modules || !path) return undefined;
  const require = modules.createRequire(import.meta.url);
  const manifest = require.resolve("@tensorflow/tfjs-backend-wasm/package.json");
  return path.join(path.dirname(manifest), "dist", path.sep);
}
