import { lessonProblems } from "./lessonProblems.js";
import type { Cell, NbgraderMetadata, Notebook } from "./nbformat.js";
import { parsePercent } from "./percent/parse.js";
import type { PercentCell, PercentProblem } from "./percent/types.js";

export interface FromPercentOptions {
  /** Stem of the source: `04-soft-iou`. */
  readonly lesson: string;
  /** Points by exercise id, for every exercise that the lesson declares. */
  readonly points: { readonly [exercise: string]: number };
}

export type FromPercent =
  | { readonly status: "ok"; readonly notebook: Notebook }
  | { readonly status: "failed"; readonly problems: readonly PercentProblem[] };

/**
 * Builds the solved master notebook from a lesson source in percent format: nbgrader's metadata and
 * nothing else on the cells, no outputs, no counts. `release` makes the learner's notebook of it.
 *
 * @example
 * ```ts
 * const built = notebookFromPercent(text, { lesson: "04-soft-iou", points: { "soft-iou": 3 } });
 * if (built.status === "ok") writeFileSync("04-soft-iou.ipynb", serializeNotebook(release(built.notebook)));
 * ```
 */
export function notebookFromPercent(source: string, options: FromPercentOptions): FromPercent {
  const parsed = parsePercent(source);
  if (parsed.status === "failed") return parsed;
  const problems = lessonProblems(parsed.cells, options.points);
  if (problems.length > 0) return { status: "failed", problems };
  const { lesson } = options;
  const notebook: Notebook = {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {
      kernelspec: { name: "tslab", display_name: "TypeScript", language: "typescript" },
      language_info: { name: "typescript", file_extension: ".ts", mimetype: "text/typescript" },
      softgrad: { lesson, notice: `Built from ${lesson}.ts: change that file, then build again.` },
    },
    cells: parsed.cells.map((cell) => notebookCell(cell, options.points)),
  };
  return { status: "ok", notebook };
}

function notebookCell(cell: PercentCell, points: FromPercentOptions["points"]): Cell {
  const { id, source } = cell;
  const metadata = { nbgrader: nbgraderMetadata(cell, points) };
  return cell.type === "code"
    ? { cell_type: "code", id, metadata, source, execution_count: null, outputs: [] }
    : { cell_type: cell.type, id, metadata, source };
}

function nbgraderMetadata(
  cell: PercentCell,
  points: FromPercentOptions["points"],
): NbgraderMetadata {
  const common = { schema_version: 3, grade_id: cell.id, task: false } as const;
  if (cell.role === "answer") return { ...common, grade: false, locked: false, solution: true };
  const locked = { ...common, locked: true, solution: false } as const;
  if (cell.role === undefined || cell.exercise === undefined) return { ...locked, grade: false };
  return { ...locked, grade: true, points: points[cell.exercise] ?? 0 };
}
