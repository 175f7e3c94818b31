/**
 * What transformed cells call, and how the runtime evaluates them. The runtime puts one object of
 * type `CellRuntime` on the global named `runtimeName`, then for each cell
 *
 * 1. declares those of `cell.declared` that no earlier cell declared, as a script of its own:
 *    `let a, b;` (a second `let` of one name would be a syntax error);
 * 2. evaluates `cell.code` as a script; its completion value is a `CellCompletion`, or for a cell
 *    with `isAsync` a promise of one. A cell's own promise stays inside `value`, never awaited.
 */
export interface CellRuntime {
  /**
   * A static import: the module's namespace. Each of `required` must be there, else a SyntaxError
   * like Node's ("The requested module 'm' does not provide an export named 'x'") is thrown;
   * `bindNames` does that. Names that a cell imports but does not use as a value are `optional`:
   * they are bound where they exist, and may prove to be types.
   */
  import(
    specifier: string,
    required: readonly string[],
    options?: ImportOptions,
  ): Promise<Readonly<Record<string, unknown>>>;
  /** `import(specifier, options)` in a cell. */
  dynamicImport(specifier: unknown, options?: unknown): Promise<unknown>;
  /** `import.meta` in a cell. */
  readonly meta: ImportMeta;
  /** What a cell has beside globals, for one that mentions any of `scopeNames` or `import.meta`. */
  scope(): Promise<CellScope>;
  /** A helper of `@oxc-project/runtime/helpers`, by name: `loadHelper`. */
  helper(name: string): unknown;
}

/** Names that are no globals: modules take those for a sign that they are CommonJS. */
export interface CellScope {
  readonly require: NodeJS.Require;
  readonly __dirname: string;
  readonly __filename: string;
}

export const scopeNames = ["require", "__dirname", "__filename"] as const;

export interface ImportOptions {
  readonly optional?: readonly string[];
  readonly with?: Readonly<Record<string, string>>;
}

export interface CellCompletion {
  /** The value of the last statement where it is an expression, else undefined. */
  readonly value: unknown;
}

export const runtimeName = "__softgrad";

/** The name of a cell in stack frames. */
export const cellUrl = (cellId: number): string => `cell-${cellId}.ts`;

/** The cell that a stack frame's name means, or undefined. */
export function cellOfUrl(url: string): number | undefined {
  const id = /^cell-(\d+)\.ts$/.exec(url)?.[1];
  return id === undefined ? undefined : Number(id);
}
