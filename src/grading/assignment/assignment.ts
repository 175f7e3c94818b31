import type { Exercise } from "../../checks/exercise.js";
import { cellRole, type Notebook, notebookFromPercent, release } from "../../notebook/index.js";

/** A code cell of the instructor's notebook. */
export interface MasterCell {
  readonly id: string;
  readonly kind: "given" | "answer" | "check";
  readonly exercise?: Exercise;
  /** As released: an answer's cell holds the stub, not the solution. */
  readonly source: string;
}

/** What the instructor set: the only source of exercises, points, and all cells but the answers. */
export interface Assignment {
  /** Stem of the lesson: `04-soft-iou`. */
  readonly id: string;
  readonly title: string;
  readonly exercises: readonly Exercise[];
  readonly cells: readonly MasterCell[];
  readonly maxScore: number;
}

export type Build =
  | { readonly status: "built"; readonly assignment: Assignment }
  | { readonly status: "failed"; readonly message: string };

/** Builds an assignment from its lesson's source and the exercises declared for it. */
export function assignmentFrom(id: string, source: string, exercises: readonly Exercise[]): Build {
  const points = Object.fromEntries(exercises.map((exercise) => [exercise.id, exercise.points]));
  const built = notebookFromPercent(source, { lesson: id, points });
  if (built.status === "failed") {
    const why = built.problems.map(({ message }) => message).join(" ");
    return { status: "failed", message: `Cannot grade ${id}: its source has mistakes: ${why}` };
  }
  const notebook = release(built.notebook);
  const byId = new Map(exercises.map((exercise) => [exercise.id, exercise]));
  return {
    status: "built",
    assignment: {
      id,
      title: titleOf(notebook) ?? id,
      exercises,
      cells: masterCells(notebook, byId),
      maxScore: exercises.reduce((sum, exercise) => sum + exercise.points, 0),
    },
  };
}

function masterCells(notebook: Notebook, exercises: ReadonlyMap<string, Exercise>): MasterCell[] {
  return notebook.cells.flatMap((cell): MasterCell[] => {
    if (cell.cell_type !== "code") return [];
    const role = cellRole(cell);
    const exercise = role === null ? undefined : exercises.get(role.exercise);
    return role === null || exercise === undefined
      ? [{ id: cell.id, kind: "given", source: cell.source }]
      : [{ id: cell.id, kind: role.role, exercise, source: cell.source }];
  });
}

function titleOf(notebook: Notebook): string | undefined {
  for (const cell of notebook.cells) {
    const heading = cell.cell_type === "markdown" ? /^#+\s+(.+)$/mu.exec(cell.source) : null;
    if (heading?.[1] !== undefined) return heading[1].trim();
  }
  return undefined;
}
