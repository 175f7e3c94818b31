import { readFileSync } from "node:fs";
import { markImports } from "./endings.js";
import { packageScope } from "./packageScope.js";

const isSource = /(?<!\.d)\.[mc]?tsx?$/;
const installed = /[\\/]node_modules[\\/]/;

/**
 * What the compiler reads for a file so that it sees modules as the loader does.
 *
 * @param text the text of a file that is not on the disk
 * @returns undefined where the disk's own text is right
 */
export function moduleText(
  path: string,
  text: string | undefined,
  { cwd, addsEndings }: { readonly cwd: string; readonly addsEndings: boolean },
): string | undefined {
  if (installed.test(path)) return text;
  if (text === undefined && path.endsWith("package.json")) return packageScope(path);
  if (!addsEndings || !isSource.test(path)) return text;
  const written = text ?? onDisk(path);
  return written === undefined ? undefined : markImports(written, path, cwd);
}

function onDisk(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
