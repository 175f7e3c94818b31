import { statSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { candidates } from "./candidates.js";
import { pathsMatches } from "./project.js";
import { isLocal } from "./stamps.js";

const helpers = "@oxc-project/runtime/";

/**
 * What a specifier means where Node alone would not find it: TypeScript sources under the names of
 * their outputs, paths of the tsconfig.json nearest the importer, the compiler's own helpers.
 *
 * @returns the specifiers to try, in order, before the one that is written
 */
export function alternatives(specifier: string, parentUrl: string | undefined): string[] {
  if (parentUrl === undefined || !parentUrl.startsWith("file:")) return [];
  if (specifier.startsWith(helpers)) return [import.meta.resolve(specifier)];
  if (!isLocal(parentUrl)) return [];
  if (/^\.{0,2}\/|^file:/.test(specifier)) {
    const url = new URL(specifier, parentUrl);
    return missing(url) ? sourcesAt(fileURLToPath(withoutQuery(url)), url.search) : [];
  }
  return pathsMatches(specifier, fileURLToPath(withoutQuery(new URL(parentUrl)))).flatMap((path) =>
    isFile(path) ? [pathToFileURL(path).href] : sourcesAt(path, ""),
  );
}

function sourcesAt(path: string, search: string): string[] {
  return candidates(path)
    .filter(isFile)
    .slice(0, 1)
    .map((found) => pathToFileURL(found).href + search);
}

function missing(url: URL): boolean {
  return !isFile(fileURLToPath(withoutQuery(url)));
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

function withoutQuery(url: URL): URL {
  const plain = new URL(url);
  plain.search = "";
  plain.hash = "";
  return plain;
}
