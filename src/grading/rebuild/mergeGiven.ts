import type { JobCell } from "../run/job.js";
import { boundNames } from "./names.js";

/**
 * Puts the lesson's own cells before all answers and makes one of as many as can be one: a kernel
 * that checks types takes its time for every cell. Cells that call answers stay where they are.
 */
export function mergeGiven(cells: readonly JobCell[]): JobCell[] {
  const own = cells.filter(({ kind, needs }) => kind === "given" && needs.length === 0);
  const others = cells.filter((cell) => !own.includes(cell));
  const merged: JobCell[] = [];
  let bound = new Set<string>();
  for (const cell of own) {
    const last = merged.at(-1);
    const names = boundNames(cell.source);
    // Two cells may bind one name, one cell may not bind it twice.
    if (last === undefined || names.some((name) => bound.has(name))) {
      merged.push(cell);
      bound = new Set(names);
    } else {
      // The semicolon keeps a line that starts with a bracket apart from the one above.
      merged[merged.length - 1] = { ...last, source: `${last.source}\n;\n${cell.source}` };
      for (const name of names) bound.add(name);
    }
  }
  return [...merged, ...others];
}
