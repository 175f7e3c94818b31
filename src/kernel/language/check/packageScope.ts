import { readFileSync } from "node:fs";
import { basename, dirname } from "node:path";

/**
 * A local package.json as the loader of TypeScript takes it: modules are ES modules whatever the
 * package says, also where there is no package.
 */
export function packageScope(path: string): string | undefined {
  if (basename(path) !== "package.json") return undefined;
  const isRoot = dirname(path) === dirname(dirname(path));
  try {
    const given: unknown = JSON.parse(readFileSync(path, "utf8"));
    return JSON.stringify({ ...(given as object), type: "module" });
  } catch {
    return isRoot ? JSON.stringify({ type: "module" }) : undefined;
  }
}
