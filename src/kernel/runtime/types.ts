/**
 * What a transformed cell finds under `globalThis.__softgrad`.
 *
 * A cell without top-level await or imports is a plain script: its completion value is its result.
 * Any other cell is `__softgrad.run(async () => { … })` as its last expression, with its
 * declarations hoisted before it; what the function returns is the result.
 */
export interface CellScope {
  run(body: () => Promise<unknown>): AsyncCell;
  /** The namespace object of a module, for `import … from`, `import()` and `import "x"`. */
  import(
    specifier: string,
    cellId: number,
    options?: { readonly with?: Readonly<Record<string, string>> },
  ): Promise<Record<string, unknown>>;
}

/** A cell that goes on after its script ended. */
export class AsyncCell {
  constructor(readonly promise: Promise<unknown>) {}
}

/** The name under which stack traces know a cell; the code ends in a `sourceURL` of it. */
export function cellUrl(cellId: number): string {
  return `softgrad-cell:${cellId}`;
}
