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

/**
 * Cells are linked in blocks. Each imports the one before it, which passes on the block's names,
 * and the last one of the block before, which passes on all names. So a name of long ago is a few
 * steps away, and few modules hold many names.
 */
export const blockSize = 16;

const isLast = (slot: number): boolean => slot % blockSize === blockSize - 1;
const baseOf = (slot: number): number => slot - (slot % blockSize) - 1;

/** The namespaces under which a module sees the two that it is linked to. */
const block = "$previous";
const base = "$earlier";

/** The module specifier of a cell's module. */
export type SpecifierOf = (slot: number) => string;

/** Where a name is to be found from a certain cell. */
const through = (from: number, slot: number): string => (slot > baseOf(from) ? block : base);

/**
 * Every stage of a cell's module imports the same modules in the same order: the compiler takes a
 * changed file into the old program only then.
 */
function links(
  slot: number,
  specifierOf: SpecifierOf,
  passedOn: readonly [string, string][],
): string {
  const link = (namespace: string, to: number): string => {
    const path = JSON.stringify(specifierOf(to));
    const names = passedOn.filter(([, from]) => from === namespace).map(([name]) => name);
    return `import * as ${namespace} from ${path}; export { ${names.join(", ")} } from ${path};`;
  };
  return [
    "export {};",
    ...(slot - 1 > baseOf(slot) ? [link(block, slot - 1)] : []),
    ...(baseOf(slot) >= 0 ? [link(base, baseOf(slot))] : []),
  ].join(" ");
}

/** The declarations by which a cell sees earlier names; its own are what redeclaring is. */
function views(names: CellNames, scope: Scope, slot: number, view: View): string {
  return [...scope]
    .filter(([name]) => (view === "all" || names.mentioned.has(name)) && !names.declared.has(name))
    .map(([name, earlier]) => {
      const path = `${through(slot, earlier.slot)}.${name}`;
      return earlier.kind === "alias"
        ? `import ${name} = ${path};`
        : `declare ${earlier.kind} ${name}: typeof ${path};`;
    })
    .join(" ");
}

/** The line before a cell's code, by which it sees the newest declaration of each earlier name. */
export function cellHeader(
  names: CellNames,
  scope: Scope,
  slot: number,
  specifierOf: SpecifierOf,
  view: View,
): string {
  return `${links(slot, specifierOf, [])} ${views(names, scope, slot, view)}\n`;
}

/** An accepted cell's module: with what later cells can see through it. */
export function cellModule(
  names: CellNames,
  scope: Scope,
  slot: number,
  specifierOf: SpecifierOf,
  code: string,
): string {
  const own = [...names.declared.keys()].filter((name) => !names.exported.has(name));
  const passedOn = [...scope]
    .filter(([name]) => !names.declared.has(name))
    .map(([name, earlier]): [string, string] => [name, through(slot, earlier.slot)])
    .filter(([, from]) => from === block || isLast(slot));
  const header = `${links(slot, specifierOf, passedOn)} ${views(names, scope, slot, "mentioned")}`;
  return `${header}\n${code}\nexport { ${own.join(", ")} };`;
}

/** A cell that nobody has written yet: it has its place in the program already. */
export const emptyCell = (slot: number, specifierOf: SpecifierOf): string =>
  links(slot, specifierOf, []);
