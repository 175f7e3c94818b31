import { readFileSync } from "node:fs";
import { positionsIn } from "../positions.js";
import type { Diagnostic, Position } from "../types.js";
import { readable } from "./readable.js";

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
export interface ModuleText {
  readonly fileName: string;
  readonly start: number;
  readonly code: string;
  readonly position: (offset: number) => Position;
}

/** A cell that messages may point at. */
export interface EarlierCell extends ModuleText {
  readonly label: string;
}

export interface CellText extends ModuleText {
  /** By the names of their modules. */
  readonly earlier: ReadonlyMap<string, EarlierCell>;
}

/** The message with the reasons below it, each level indented, as tsc prints them. */
function messageOf(diagnostic: ApiDiagnostic, depth = 0): string {
  const reasons = (diagnostic.messageChain ?? []).map((reason) => messageOf(reason, depth + 1));
  return [`${"  ".repeat(depth)}${diagnostic.text}`, ...reasons].join("\n");
}

const offset = (at: number, { start, code }: ModuleText): number =>
  Math.min(Math.max(at - start, 0), code.length);

/** The compiler's own declarations: no reader can change them. */
const ownLibrary = /[\\/]lib\.[\w.]+\.d\.ts$/;

/** "declared here" and the like, with the place that is meant. */
function related(note: ApiDiagnostic, cell: CellText): string[] {
  const text = readable(messageOf(note));
  const { fileName, pos } = note;
  if (fileName === undefined) return [text];
  if (ownLibrary.test(fileName)) return [];
  const meant =
    fileName === cell.fileName ? { ...cell, label: undefined } : cell.earlier.get(fileName);
  if (meant === undefined) return [`${fileName}${lineIn(fileName, pos)}: ${text}`];
  const { line } = meant.position(offset(pos, meant));
  return [`${meant.label === undefined ? "Line" : `${meant.label}, line`} ${line}: ${text}`];
}

function lineIn(fileName: string, pos: number): string {
  try {
    return `, line ${positionsIn(readFileSync(fileName, "utf8"))(pos).line}`;
  } catch {
    return "";
  }
}

/**
 * What the loader takes although TypeScript would not: JSON without an attribute and by its names,
 * and modules or JSX without types, whose type is then `any`.
 */
const loaded = new Set([1543, 1544, 7016, 7026]);

/** In a module of `.mts`: `<T>value` and `<T>(x: T) => x`, which mean something else in JSX. */
const ofFileName = new Set([7059, 7060]);
/**
 * The errors of a cell's syntax. A cell that ends too soon is wrong at its end, where the compiler
 * reads on in what stands behind it.
 */
export function syntaxErrors(found: readonly ApiDiagnostic[], cell: CellText): Diagnostic[] {
  const end = cell.start + cell.code.trimEnd().length;
  const behind = found.filter(({ pos }) => pos > end).slice(0, 1);
  const within = cellDiagnostics(found, cell);
  return within.length > 0
    ? within
    : cellDiagnostics(
        behind.map((error) => ({ ...error, pos: end, end })),
        cell,
      );
}

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
      related: (diagnostic.relatedInformation ?? []).flatMap((note) => related(note, cell)),
    }));
}
