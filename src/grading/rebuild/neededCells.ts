import type { JobCell } from "../run/job.js";
import { boundNames, imports, mentions } from "./names.js";

/**
 * The cells without which a probe could not run: probes, imports, and whatever binds a name that a
 * needed cell uses. Figures, trainings and answers that are not asked for would only cost time.
 */
export function neededCells(cells: readonly JobCell[]): JobCell[] {
  const needed = new Set(cells.filter(({ kind, source }) => kind === "probe" || imports(source)));
  const bound = new Map(cells.map((cell) => [cell, boundNames(cell.source)]));
  // The set grows while it is walked.
  for (const user of needed) {
    for (const cell of cells) {
      if (needed.has(cell)) continue;
      if (bound.get(cell)?.some((name) => mentions(user.source, name))) needed.add(cell);
    }
  }
  return cells.filter((cell) => needed.has(cell));
}
