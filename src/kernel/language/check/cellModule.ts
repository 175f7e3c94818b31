import type { CellNames, NameKind } from "./names.js";

/** An earlier name: how to get at it, and which cell declared it last. */
export interface Earlier {
  readonly kind: NameKind;
  readonly slot: number;
  /** What it is, in the words of a completion list. */
  readonly sort: string;
}

export type Scope = ReadonlyMap<string, Earlier>;

/** The earlier names that a cell is given: those it mentions, or all. */
export type View = "mentioned" | "all";

/** The module specifier of a cell's module. */
export type SpecifierOf = (slot: number) => string;

export const hubSpecifier = "./.softgrad-cells.mjs";

/** What the declaration of a name in a certain cell is called in the hub. */
const inHub = (name: string, slot: number): string => `__softgrad_${slot}_${name}`;

/**
 * The module through which cells see each other: every declaration of every accepted cell under a
 * name of its own. So each cell imports one module, whatever it uses, and reaches any earlier name
 * in two steps. It names the modules of cells to come too: the compiler takes a changed file into
 * the old program only if that imports the same modules in the same order.
 *
 * @param cells what each cell declares, nothing for cells to come.
 */
export function hubModule(cells: readonly (readonly string[])[], specifierOf: SpecifierOf): string {
  return cells
    .map((names, slot) => {
      const exports = names.map((name) => `${name} as ${inHub(name, slot)}`);
      return `export { ${exports.join(", ")} } from ${JSON.stringify(specifierOf(slot))};\n`;
    })
    .join("");
}

/** A cell that nobody has written yet: it has its place in the program already. */
export const emptyCell = `import {} from ${JSON.stringify(hubSpecifier)}; export {};\n`;

/** How a cell sees earlier names; its own declarations take their place. */
function header(names: CellNames, scope: Scope, view: View): string {
  // JSX calls a function that it does not name.
  const all = view === "all" || names.hasJsx;
  const seen = [...scope].filter(
    ([name]) => (all || names.mentioned.has(name)) && !names.declared.has(name),
  );
  const imports = seen.map(([name, { kind, slot }]) =>
    kind === "alias" ? `${inHub(name, slot)} as ${name}` : inHub(name, slot),
  );
  const variables = seen
    .filter(([, { kind }]) => kind !== "alias")
    .map(([name, { kind, slot }]) => `declare ${kind} ${name}: typeof ${inHub(name, slot)};`);
  const hub = JSON.stringify(hubSpecifier);
  return `import { ${imports.join(", ")} } from ${hub}; ${variables.join(" ")}\n`;
}

const leadingComments = /^(?:\s|\/\/[^\n]*\n?|\/\*[\s\S]*?\*\/)*/;
const directive = /\/\*\*(?:(?!\*\/)[\s\S])*?@jsx[\s\S]*?\*\/|\/\/\/\s*<reference[^\n]*\n/g;

/** Comments such as `@jsx` and `<reference>`, which count only where a module begins. */
const directives = (code: string): string =>
  (leadingComments.exec(code)?.[0].match(directive) ?? []).join("");

export interface CellModule {
  readonly text: string;
  /** Where the cell's code begins in it. */
  readonly start: number;
}

/** A cell with what it sees of earlier cells and shows to later ones. */
export function cellModule(names: CellNames, scope: Scope, view: View, code: string): CellModule {
  const before = `${directives(code)}${header(names, scope, view)}`;
  const own = [...names.declared.keys()].filter((name) => !names.exported.has(name));
  return { text: `${before}${code}\nexport { ${own.join(", ")} };\n`, start: before.length };
}
