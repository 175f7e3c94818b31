import { builtin } from "../platform/builtin.js";

/** Registers tfjs-node's backend; rejects where the optional package is missing or does not load. */
export async function loadTensorflow(): Promise<void> {
  restoreUtil();
  // In a variable, so that neither the compiler nor a bundler asks for an optional package.
  const name = "@tensorflow/tfjs-node";
  await import(name);
}

/** tfjs-node 4.22 calls two helpers of `node:util` that Node 23 removed. */
function restoreUtil(): void {
  const util = builtin<Record<string, unknown>>("node:util");
  if (!util) return;
  util.isNullOrUndefined ??= (value: unknown) => value === null || value === undefined;
  util.isArray ??= Array.isArray;
}
