import type { Notebook } from "../../notebook/index.js";
import type { Assignment } from "./assignment.js";

/** The assignment a notebook says it is of, else the one whose answer cells it has most of. */
export function assignmentByCells(
  notebook: Notebook,
  assignments: readonly Assignment[],
): Assignment | undefined {
  const said = notebook.metadata.softgrad?.lesson;
  const named = assignments.find(({ id }) => id === said);
  if (named !== undefined) return named;
  const ids = new Set(
    notebook.cells.flatMap((cell) => {
      const gradeId = cell.metadata.nbgrader?.grade_id;
      return gradeId === undefined ? [cell.id] : [cell.id, gradeId];
    }),
  );
  const counted = assignments.map((assignment) => ({
    assignment,
    count: assignment.exercises.filter(({ id }) => ids.has(id)).length,
  }));
  const best = counted.toSorted((a, b) => b.count - a.count)[0];
  return best !== undefined && best.count > 0 ? best.assignment : undefined;
}
