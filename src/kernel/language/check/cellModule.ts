import type { CellNames, NameKind } from "./names.js";

/** What earlier cells left: each name with how to get at it. */
export type Scope = ReadonlyMap<string, NameKind>;

/** The earlier names that a cell is given: those it mentions, or all. */
export type View = "mentioned" | "all";

const previous = "$previous";

/**
 * The line before a cell's code, by which it sees the newest declaration of each earlier name in
 * its view. Names that it declares itself are left out: that is what redeclaring is.
 */
export function cellHeader(
  names: CellNames,
  scope: Scope,
  from: string | undefined,
  view: View,
): string {
  if (from === undefined) return "export {};\n";
  const uses = [...scope].filter(
    ([name]) => (view === "all" || names.mentioned.has(name)) && !names.declared.has(name),
  );
  const lines = uses.map(([name, kind]) =>
    kind === "alias"
      ? `import ${name} = ${previous}.${name};`
      : `declare ${kind} ${name}: typeof ${previous}.${name};`,
  );
  return `import * as ${previous} from ${JSON.stringify(from)}; ${lines.join(" ")} export {};\n`;
}

/** The line after an accepted cell's code: what later cells can see. */
export function cellFooter(names: CellNames, scope: Scope, from: string | undefined): string {
  const own = [...names.declared.keys()].filter((name) => !names.exported.has(name));
  const older = [...scope.keys()].filter((name) => !names.declared.has(name));
  const passOn =
    from === undefined || older.length === 0
      ? ""
      : `export { ${older.join(", ")} } from ${JSON.stringify(from)};`;
  return `\nexport { ${own.join(", ")} }; ${passOn}`;
}

/** A cell that nobody has written yet: it has its place in the program already. */
export const emptyCell = (from: string | undefined): string =>
  from === undefined ? "export {};\n" : `import * as ${previous} from ${JSON.stringify(from)};\n`;
