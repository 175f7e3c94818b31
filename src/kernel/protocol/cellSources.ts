import { cellOfUrl } from "../language/runtimeContract.js";
import type { Position, TransformedCell } from "../language/types.js";

export interface CellSource {
  /** How the front end numbers the cell: `[3]`. */
  readonly label: string;
  readonly code: string;
  /** The cell's own place for one in the script that ran; undefined for what we put around it. */
  original(place: Position): Position | undefined;
}

// Positions of older cells are off by a column or two; their lines are right.
const mapped = 200;

/** What the cells said, for the tracebacks that point into them. */
export class CellSources {
  readonly #cells = new Map<number, { label: string; code: string }>();
  readonly #transformed = new Map<number, TransformedCell>();
  readonly #trace: (sourceMap: string) => (place: Position) => Position | null;

  constructor(trace: (sourceMap: string) => (place: Position) => Position | null) {
    this.#trace = trace;
  }

  add(cellId: number, label: string, code: string, transformed: TransformedCell): void {
    this.#cells.set(cellId, { label, code });
    this.#transformed.set(cellId, transformed);
    for (const old of this.#transformed.keys()) {
      if (this.#transformed.size <= mapped) break;
      this.#transformed.delete(old);
    }
  }

  /** The cell that a stack frame's name means. */
  find(url: string): CellSource | undefined {
    const cellId = cellOfUrl(url);
    const cell = cellId === undefined ? undefined : this.#cells.get(cellId);
    if (cellId === undefined || cell === undefined) return undefined;
    return {
      ...cell,
      original: (place) => {
        const transformed = this.#transformed.get(cellId);
        if (place.line > lastLine(cell.code, transformed)) return undefined;
        if (transformed === undefined) return place;
        return this.#trace(transformed.sourceMap)(place) ?? place;
      },
    };
  }
}

/** The last line of what runs that is the cell's own: the end of our function and a name follow. */
function lastLine(code: string, transformed: TransformedCell | undefined): number {
  return transformed === undefined
    ? code.trimEnd().split("\n").length
    : transformed.code.split("\n").length - 2;
}
