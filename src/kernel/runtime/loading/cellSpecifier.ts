const scheme = "softgrad-import:";

/** What a cell asks for. Cells are no modules and have no place, so it says where they are. */
export interface CellImport {
  readonly specifier: string;
  readonly parentUrl: string;
  /** CommonJS modules that are to be loaded again; only this thread knows them. */
  readonly stale: readonly string[];
}

/** A specifier that carries it all to the hooks, in whatever thread they run. */
export function cellSpecifier(wanted: CellImport): string {
  return scheme + encodeURIComponent(JSON.stringify(wanted));
}

export function readCellSpecifier(text: string): CellImport | undefined {
  if (!text.startsWith(scheme)) return undefined;
  return JSON.parse(decodeURIComponent(text.slice(scheme.length))) as CellImport;
}
