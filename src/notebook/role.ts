import type { Cell } from "./nbformat.js";

/** What a cell is for: the learner's answer, the check of it, or neither (`null`). */
export interface CellRole {
  readonly exercise: string;
  readonly role: "answer" | "check";
}

/** Suffix of a check cell's id, after the exercise's. */
export const checkSuffix = "-check";

/** The exercise a cell belongs to, by its nbgrader metadata; `null` for all other cells. */
export function cellRole(cell: Cell): CellRole | null {
  const nbgrader = cell.metadata.nbgrader;
  if (cell.cell_type !== "code" || nbgrader === undefined) return null;
  const { grade_id: gradeId, grade, solution } = nbgrader;
  if (solution && !grade) return { exercise: gradeId, role: "answer" };
  if (grade && !solution && gradeId.endsWith(checkSuffix)) {
    return { exercise: gradeId.slice(0, -checkSuffix.length), role: "check" };
  }
  return null;
}
