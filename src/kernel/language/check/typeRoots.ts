import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { foldersFrom } from "./folders.js";

/** Every `node_modules/@types` from a folder upwards, then the one that we came with. */
export function typeRoots(cwd: string): string[] {
  const roots = foldersFrom(cwd).map((folder) => join(folder, "node_modules", "@types"));
  try {
    const ours = createRequire(import.meta.url).resolve("@types/node/package.json");
    roots.push(dirname(dirname(ours)));
  } catch {
    // Node's types are then those of the notebook's project, or none.
  }
  return [...new Set(roots)].filter((root) => existsSync(root));
}
