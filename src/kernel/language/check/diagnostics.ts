import type { Diagnostic, Position } from "../types.js";
import { asWritten } from "./endings.js";

/** A diagnostic as TypeScript 7's API sends it. */
export interface ApiDiagnostic {
  readonly fileName?: string;
  readonly pos: number;
  readonly end: number;
  readonly code: number;
  /** 1 for an error. */
  readonly category: number;
  readonly text: string;
  readonly messageChain?: readonly ApiDiagnostic[];
  readonly relatedInformation?: readonly ApiDiagnostic[];
}

/** Where the cell's code stands in the module that was checked. */
export interface CellText {
  readonly fileName: string;
  readonly start: number;
  readonly code: string;
  readonly position: (offset: number) => Position;
}

/** The message with the reasons below it, each level indented, as tsc prints them. */
function messageOf(diagnostic: ApiDiagnostic, depth = 0): string {
  const reasons = (diagnostic.messageChain ?? []).map((reason) => messageOf(reason, depth + 1));
  return [`${"  ".repeat(depth)}${diagnostic.text}`, ...reasons].join("\n");
}

/** Names of the modules that cells are to the compiler. */
const cellModule = /import\("[^"]*\.softgrad-cell-\d+\.m?tsx?"\)\./g;
const cellFile = /\.softgrad-cell-(\d+)\.m?tsx?$/;

const readable = (text: string): string =>
  asWritten(text)
    .replaceAll(cellModule, "")
    .replaceAll(/\b(?:__softgrad_(?:\d+|end|written)_)+/g, "");

const offset = (at: number, { start, code }: CellText): number =>
  Math.min(Math.max(at - start, 0), code.length);

function related(note: ApiDiagnostic, cell: CellText): string {
  const text = readable(messageOf(note));
  if (note.fileName === undefined) return text;
  if (note.fileName === cell.fileName) {
    const { line, column } = cell.position(offset(note.pos, cell));
    return `${line}:${column} - ${text}`;
  }
  return cellFile.test(note.fileName) ? `An earlier cell - ${text}` : `${note.fileName} - ${text}`;
}

/**
 * What the loader takes although TypeScript would not: JSON without an attribute and by its names,
 * and modules or JSX without types, whose type is then `any`.
 */
const loaded = new Set([1543, 1544, 7016, 7026]);

/** In a module of `.mts`: `<T>value` and `<T>(x: T) => x`, which mean something else in JSX. */
const ofFileName = new Set([7059, 7060]);

/** The errors within the cell's own code, in its own lines and columns. */
export function cellDiagnostics(found: readonly ApiDiagnostic[], cell: CellText): Diagnostic[] {
  const last = cell.start + cell.code.length;
  return found
    .filter(({ category, code, pos, fileName }) => {
      const inCell = fileName === cell.fileName && pos >= cell.start && pos <= last;
      return category === 1 && inCell && !loaded.has(code) && !ofFileName.has(code);
    })
    .map((diagnostic) => ({
      code: diagnostic.code,
      message: readable(messageOf(diagnostic)),
      start: cell.position(offset(diagnostic.pos, cell)),
      end: cell.position(offset(diagnostic.end, cell)),
      related: (diagnostic.relatedInformation ?? []).map((note) => related(note, cell)),
    }));
}
