import type { Cell, Notebook } from "./nbformat.js";
import { readFormat } from "./parseFormat.js";
import { notebookSchema } from "./parseSchema.js";

/** Why a file is no usable notebook; `message` is one line: what is wrong where, what to do. */
export interface NotebookProblem {
  readonly code:
    | "emptyFile"
    | "tooLarge"
    | "notJson"
    | "notNotebook"
    | "unsupportedVersion"
    | "duplicateCellId";
  readonly message: string;
}

export type ParsedNotebook =
  | { readonly status: "ok"; readonly notebook: Notebook }
  | ({ readonly status: "failed" } & NotebookProblem);

export interface ParseNotebookOptions {
  /** Characters of text accepted; 20 Mi when absent. */
  readonly maxLength?: number;
}

const defaultMaxLength = 20 * 1024 * 1024;

/**
 * Reads the text of an .ipynb file that anybody may have written. Accepts nbformat 4.0 and later
 * minor versions, `source` as text or lines, and unknown metadata. Cells without an id (nbformat
 * before 4.5) get one: their nbgrader id where they have it, else `cell-N`.
 */
export function parseNotebook(text: string, options: ParseNotebookOptions = {}): ParsedNotebook {
  const maxLength = options.maxLength ?? defaultMaxLength;
  if (text.length > maxLength) {
    return failed(
      "tooLarge",
      `Notebook too large: ${megabytes(text.length)}, and at most ${megabytes(maxLength)} is read. Clear its outputs and save it again.`,
    );
  }
  if (text.trim() === "") {
    return failed("emptyFile", "Notebook empty: the file has no content. Save the notebook again.");
  }
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    return failed("notJson", `Notebook is no JSON: ${firstLine(error)}. Save it again in Jupyter.`);
  }
  const format = readFormat(json);
  if (format.status === "failed") return format;
  const parsed = notebookSchema.safeParse(json);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const where = issue === undefined || issue.path.length === 0 ? "file" : issue.path.join(".");
    const what = issue?.message ?? "invalid";
    return failed(
      "notNotebook",
      `Notebook malformed: ${where}: ${oneLine(what)}. Open it in Jupyter and save it again.`,
    );
  }
  return withUniqueIds(parsed.data.metadata, format.minor, parsed.data.cells);
}

type ReadCell = Omit<Cell, "id"> & { readonly id?: string | undefined };

function withUniqueIds(
  metadata: Notebook["metadata"],
  minor: number,
  read: readonly ReadCell[],
): ParsedNotebook {
  const positions = new Map<string, number>();
  for (const [index, { id }] of read.entries()) {
    if (id === undefined) continue;
    const earlier = positions.get(id);
    if (earlier !== undefined) {
      return failed(
        "duplicateCellId",
        `Notebook ambiguous: cells ${earlier + 1} and ${index + 1} both have the id "${id}". Delete one of them, or give it an id of its own.`,
      );
    }
    positions.set(id, index);
  }
  const taken = new Set(positions.keys());
  const cells = read.map((cell, index): Cell => {
    const id = cell.id ?? derivedId(cell, index, taken);
    taken.add(id);
    return { ...cell, id } as Cell;
  });
  // Ids came with 4.5, so a notebook that has them is at least that.
  const nbformat_minor = Math.max(5, minor);
  return { status: "ok", notebook: { nbformat: 4, nbformat_minor, metadata, cells } };
}

function derivedId(cell: ReadCell, index: number, taken: ReadonlySet<string>): string {
  const gradeId = cell.metadata.nbgrader?.grade_id;
  const wanted =
    gradeId !== undefined && /^[A-Za-z0-9_-]{1,64}$/.test(gradeId) ? gradeId : `cell-${index + 1}`;
  if (!taken.has(wanted)) return wanted;
  for (let nth = 2; ; nth++) {
    const id = `cell-${index + 1}-${nth}`;
    if (!taken.has(id)) return id;
  }
}

function failed(code: NotebookProblem["code"], message: string): ParsedNotebook {
  return { status: "failed", code, message };
}

function megabytes(length: number): string {
  return `${(length / 1024 / 1024).toFixed(1)} MB`;
}

function firstLine(error: unknown): string {
  return oneLine(error instanceof Error ? error.message : String(error));
}

/** Parsers quote the file in their messages; a quoted line break or a long text is cut. */
function oneLine(text: string): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  return line.length > 160 ? `${line.slice(0, 160)}…` : line;
}
