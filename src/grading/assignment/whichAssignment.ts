import type { Notebook } from "../../notebook/index.js";
import { boundNames } from "../rebuild/names.js";
import type { Assignment } from "./assignment.js";

/**
 * The assignment a notebook says it is of, else the one whose answers it has most of, by ids of cells
 * or by the names they bind; undefined when it has none of any.
 */
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
  const names = new Set(
    notebook.cells.flatMap((cell) => (cell.cell_type === "code" ? boundNames(cell.source) : [])),
  );
  const counted = assignments.map((assignment) => ({
    assignment,
    count: assignment.exercises.filter(({ id, answer }) => ids.has(id) || names.has(answer.name))
      .length,
  }));
  const best = counted.toSorted((a, b) => b.count - a.count)[0];
  return best !== undefined && best.count > 0 ? best.assignment : undefined;
}
