import type { CellNames, NameKind } from "./names.js";

/** An earlier name: how to get at it, and which cell declared it last. */
export interface Earlier {
  readonly kind: NameKind;
  readonly slot: number;
  /** What it is, in the words of a completion list. */
  readonly sort: string;
  /** The cell at whose end more was known of the variable than its type says. */
  readonly narrowedIn?: number | undefined;
  /** A function assigns it. */
  readonly captured: boolean;
  /** Through how many cells its type is inferred. */
  readonly depth: number;
}

export type Scope = ReadonlyMap<string, Earlier>;

/** The earlier names that a cell is given: those it mentions, or all. */
export type View = "mentioned" | "all";

/** The module specifier of a cell's module. */
export type SpecifierOf = (slot: number) => string;

/** What a cell shows to later ones: a name, and the name for it within the cell. */
export type Shown = ReadonlyMap<string, string>;

export const hubSpecifier = "./.softgrad-cells.mjs";

/** What the declaration of a name in a certain cell is called in the hub. */
const inHub = (name: string, slot: number): string => `__softgrad_${slot}_${name}`;

/** Holds the type that a variable has at the end of a cell. */
const atEnd = (name: string): string => `__softgrad_end_${name}`;

/** Brings that type back in a later cell. */
export const narrowingDeclaration =
  "declare function __softgrad_is<T>(value: unknown): asserts value is T;";

/**
 * The module through which cells see each other: every declaration of every accepted cell under a
 * name of its own. So each cell imports one module, whatever it uses, and reaches any earlier name
 * in two steps. It names the modules of cells to come too: the compiler takes a changed file into
 * the old program only if that imports the same modules in the same order.
 *
 * @param cells what each cell shows, nothing for cells to come.
 */
export function hubModule(cells: readonly Shown[], specifierOf: SpecifierOf): string {
  return cells
    .map((shown, slot) => {
      const exports = Array.from(shown, ([name, inCell]) => `${inCell} as ${inHub(name, slot)}`);
      return `export { ${exports.join(", ")} } from ${JSON.stringify(specifierOf(slot))};\n`;
    })
    .join("");
}

/** A cell that nobody has written yet: it has its place in the program already. */
export const emptyCell = `import {} from ${JSON.stringify(hubSpecifier)}; export {};\n`;

interface Sight {
  readonly imports: readonly string[];
  readonly declaration?: string;
}

/** How a cell sees an earlier name. */
function sightOf(name: string, { kind, slot, narrowedIn }: Earlier, isMentioned: boolean): Sight {
  const declared = inHub(name, slot);
  if (kind === "alias") return { imports: [`${declared} as ${name}`] };
  const narrowed =
    narrowedIn === undefined || !isMentioned ? undefined : inHub(atEnd(name), narrowedIn);
  if (kind === "let") {
    const declaration = `declare let ${name}: typeof ${declared};`;
    return narrowed === undefined
      ? { imports: [declared], declaration }
      : {
          imports: [declared, narrowed],
          declaration: `${declaration} __softgrad_is<typeof ${narrowed}>(${name});`,
        };
  }
  const known = narrowed ?? declared;
  const declaration =
    kind === "const" ? `const ${name} = ${known};` : `declare const ${name}: typeof ${known};`;
  return { imports: [known], declaration };
}

/** How a cell sees earlier names; its own declarations take their place. */
function header(names: CellNames, scope: Scope, view: View): string {
  // JSX calls a function that it does not name.
  const all = view === "all" || names.hasJsx;
  const sights = [...scope]
    .filter(([name]) => !names.declared.has(name))
    .filter(([name]) => all || names.mentioned.has(name))
    .map(([name, earlier]) => sightOf(name, earlier, names.mentioned.has(name)));
  const imports = sights.flatMap((sight) => sight.imports).join(", ");
  const declarations = sights.flatMap(({ declaration }) => declaration ?? []).join(" ");
  return `import { ${imports} } from ${JSON.stringify(hubSpecifier)}; ${declarations}\n`;
}

/** The variables whose type at the cell's end is worth to be told later cells. */
export function narrowedNames(names: CellNames, scope: Scope): string[] {
  return [...names.flow.narrowed].filter((name) => {
    const kind = names.declared.get(name) ?? scope.get(name)?.kind ?? "alias";
    const earlier = names.declared.has(name) ? undefined : scope.get(name);
    const captured = names.flow.captured.has(name) || (earlier?.captured ?? false);
    return kind !== "alias" && !captured;
  });
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
  readonly shown: Shown;
  /** Where the variables stand whose types can be written out. */
  readonly places: ReadonlyMap<string, number>;
}

/** A cell with what it sees of earlier cells and shows to later ones. */
export function cellModule(names: CellNames, scope: Scope, view: View, code: string): CellModule {
  const before = `${directives(code)}${header(names, scope, view)}`;
  const own = [...names.declared.keys()].filter((name) => !names.exported.has(name));
  const narrowed = narrowedNames(names, scope);
  const ends = narrowed.map((name) => `const ${atEnd(name)} = ${name}; `).join("");
  const shown = [...names.declared.keys(), ...narrowed.map(atEnd)];
  const places = new Map<string, number>();
  let text = `${before}${code}\n${ends}export { `;
  // A function is to keep what its comment says of it.
  const isPlain = (name: string): boolean =>
    names.values.has(name) && !(names.sorts.get(name) === "function" && code.includes("/**"));
  for (const name of own) {
    if (isPlain(name)) places.set(name, text.length);
    text += `${name}, `;
  }
  return {
    text: `${text}${narrowed.map(atEnd).join(", ")} };\n`,
    start: before.length,
    shown: new Map(shown.map((name) => [name, name])),
    places,
  };
}
