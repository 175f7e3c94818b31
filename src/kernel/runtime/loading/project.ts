import { dirname } from "node:path";
import { createPathsMatcher, getTsconfig } from "get-tsconfig";
import { emitOptions } from "../../language/check/emitOptions.js";
import type { EmitOptions } from "../../language/transform/compile.js";

const matchers = new Map<string, ReturnType<typeof createPathsMatcher>>();

/** Where the `paths` of the tsconfig.json nearest the importer lead, in their order. */
export function pathsMatches(specifier: string, importer: string): string[] {
  const config = nearest(importer);
  if (config === null) return [];
  if (!matchers.has(config.path)) matchers.set(config.path, createPathsMatcher(config));
  return matchers.get(config.path)?.(specifier) ?? [];
}

/** How the tsconfig.json nearest a file has it compiled. */
export function emitOptionsFor(path: string): EmitOptions {
  return emitOptions(nearest(path)?.config.compilerOptions ?? {}, dirname(path));
}

/** A file that cannot be read, or extends one that is missing, counts as none: the check tells of it. */
function nearest(path: string): ReturnType<typeof getTsconfig> {
  try {
    return getTsconfig(path);
  } catch {
    return null;
  }
}
