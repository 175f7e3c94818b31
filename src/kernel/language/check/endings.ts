import { statSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { unwritten } from "../../runtime/loading/candidates.js";

/**
 * Under Node's resolution TypeScript wants the endings of relative imports written. The loader does
 * not, so `./a` becomes `|/a` where the compiler reads it: `paths` takes that for each of the files
 * that it can mean. In the notebook's folder no text changes its length.
 */
const mark = "|";

/** What a path may stand for. */
export function withEndings(path: string): string[] {
  return [
    path,
    ...unwritten.map((ending) => path + ending),
    ...unwritten.map((ending) => `${path}/index${ending}`),
  ];
}

/** For the compiler's `paths`: what relative imports without endings mean, from the notebook. */
export function relativePaths(cwd: string): Readonly<Record<string, readonly string[]>> {
  return {
    [`${mark}/*`]: withEndings(join(cwd, "*")),
    [`${mark}./*`]: withEndings(join(cwd, "..", "*")),
  };
}

const relativeImport = /(\b(?:from|import|require)\b\s*\(?\s*)(["'])(\.\.?\/[^"'\n]*)\2/g;

/** A module's text with the imports marked that lack an ending and mean a file. */
export function markImports(text: string, path: string, cwd: string): string {
  const folder = dirname(path);
  return text.replaceAll(relativeImport, (all, before: string, quote: string, to: string) => {
    const target = join(folder, to);
    if (endsLikeScript.test(to) || isFile(target)) return all;
    const fromCwd = relative(cwd, folder).replaceAll("\\", "/");
    const marked = fromCwd === "" ? `${mark}${to.slice(1)}` : `${mark}/${fromCwd}/${to}`;
    return `${before}${quote}${marked}${quote}`;
  });
}

/** TypeScript finds the source behind these by itself. */
const endsLikeScript = /\.[mc]?[jt]sx?$/;

/** A message of the compiler with imports as they were written. */
export const asWritten = (message: string): string =>
  message.replaceAll(/(["'`])\|(?=\.?\/)/g, "$1.");

const isFile = (path: string): boolean =>
  statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
