import type { CellEnd, JobCell } from "./job.js";
import { describeRunEnd, type RunEnd, type RunResult } from "./runOnce.js";

export type FatalEnd = { readonly end: CellEnd } | { readonly run: RunEnd };

/** The cell that the run did not survive. */
export function culpritOf(
  cells: readonly JobCell[],
  run: RunResult,
): { cell: JobCell; end: FatalEnd } | undefined {
  const running = run.running === undefined ? undefined : cells[run.running];
  if (running !== undefined) return { cell: running, end: { run: run.end } };
  for (const [index, { end }] of run.finished) {
    const cell = cells[index];
    if (cell !== undefined && isFatal(end)) return { cell, end: { end } };
  }
  if (run.end.status !== "died") return undefined;
  // Killed between two cells: by something that the last one left behind.
  const last = cells[Math.max(-1, ...run.finished.keys())];
  return last === undefined ? undefined : { cell: last, end: { run: run.end } };
}

/** Does the end itself say that the cell's own code brought it about? */
export function isSure(how: FatalEnd): boolean {
  if ("run" in how) return how.run.status !== "died";
  return how.end.status !== "dead" || how.end.signal !== "SIGKILL";
}

export function isFatal(end: CellEnd): boolean {
  return end.status === "dead" || (end.status === "timeout" && !end.alive);
}

/** What went wrong before any answer ran, or in a line of ours: no learner is graded by it. */
export function ownFault(cells: readonly JobCell[], run: RunResult): string | undefined {
  let answersRan = false;
  for (const [index, { end }] of run.finished) {
    const cell = cells[index];
    if (cell === undefined) continue;
    if (cell.kind === "answer") answersRan = true;
    if (end.status !== "error") continue;
    if (cell.kind === "given" && !answersRan) {
      return `the lesson's own cell "${cell.id}" failed (${end.ename}: ${end.evalue})`;
    }
    // The first line of a probe is its import.
    if (cell.kind === "probe" && end.ename === "TypeScriptError" && end.evalue.startsWith("1:")) {
      return `the grader's probe does not compile (${end.evalue})`;
    }
  }
  if (run.end.status === "failed" || (run.finished.size === 0 && run.running === undefined)) {
    return `the kernel could not be used (${describeRunEnd(run.end)})`;
  }
  return undefined;
}
