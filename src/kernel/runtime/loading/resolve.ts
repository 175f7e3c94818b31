import { statSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { createPathsMatcher, getTsconfig } from "get-tsconfig";
import { candidates } from "./candidates.js";

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
  if (/^\.{0,2}\/|^file:/.test(specifier)) {
    const url = new URL(specifier, parentUrl);
    return missing(url) ? sourcesAt(fileURLToPath(withoutQuery(url)), url.search) : [];
  }
  if (parentUrl.includes("/node_modules/")) return [];
  return pathsMatches(specifier, fileURLToPath(withoutQuery(new URL(parentUrl)))).flatMap((path) =>
    isFile(path) ? [pathToFileURL(path).href] : sourcesAt(path, ""),
  );
}

const matchers = new Map<string, ReturnType<typeof createPathsMatcher>>();

function pathsMatches(specifier: string, importer: string): string[] {
  const config = getTsconfig(importer);
  if (config === null) return [];
  if (!matchers.has(config.path)) matchers.set(config.path, createPathsMatcher(config));
  return matchers.get(config.path)?.(specifier) ?? [];
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
