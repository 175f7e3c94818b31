/** Endings that TypeScript takes for the one that is written, in its order. */
const sourcesOf: Readonly<Record<string, readonly string[]>> = {
  ".js": [".ts", ".tsx"],
  ".jsx": [".tsx"],
  ".mjs": [".mts"],
  ".cjs": [".cts"],
};
/** Endings that need not be written, in the order in which they are tried. */
export const unwritten = [".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".json"];

/** Paths at which a module may lie, for a path that names no file: `./x.js` can be `x.ts`. */
export function candidates(path: string): string[] {
  const [, stem = path, ending = ""] = /^(.*?)(\.[mc]?jsx?)$/.exec(path) ?? [];
  const replaced = (sourcesOf[ending] ?? []).map((source) => stem + source);
  return [
    ...replaced,
    ...unwritten.map((source) => path + source),
    ...unwritten.map((source) => `${path.replace(/[\\/]$/, "")}/index${source}`),
  ];
}
