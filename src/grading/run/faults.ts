import { failsInFirstLine } from "./doesNotCompile.js";
import type { CellEnd, JobCell } from "./job.js";
import { describeRunEnd, type RunEnd } from "./runEnd.js";
import type { RunResult } from "./runOnce.js";
import type { FinishedCell } from "./transcript.js";

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

/** Was the learner's own text, or the call of it, not checked as every other submission's was? */
export function isUnchecked({ kind }: JobCell, { unchecked }: FinishedCell): boolean {
  return kind !== "given" && unchecked !== undefined;
}

export function anyUnchecked(cells: readonly JobCell[], { finished }: RunResult): boolean {
  return cells.some((cell, index) => {
    const one = finished.get(index);
    return one !== undefined && isUnchecked(cell, one);
  });
}

export function isFatal(end: CellEnd): boolean {
  return end.status === "dead" || end.status === "timeout";
}

/** What went wrong in cells or lines of ours: no learner is graded by it. */
export function ownFault(cells: readonly JobCell[], run: RunResult): string | undefined {
  for (const [index, { end }] of run.finished) {
    const cell = cells[index];
    if (cell === undefined || end.status === "ok" || end.status === "skipped") continue;
    const said = end.status === "error" ? `${end.ename}: ${end.evalue}` : end.status;
    if (isOurs(cell)) return `the lesson's own cell "${cell.id}" failed (${said})`;
    // The first line of a probe is its import.
    if (cell.kind === "probe" && end.status === "error" && failsInFirstLine(end)) {
      return `the grader's probe does not compile (${end.evalue})`;
    }
  }
  const running = run.running === undefined ? undefined : cells[run.running];
  if (running !== undefined && isOurs(running)) {
    return `the lesson's own cell "${running.id}" did not end (${describeRunEnd(run.end)})`;
  }
  if (run.end.status === "failed" || (run.finished.size === 0 && running === undefined)) {
    return `the kernel could not be used (${describeRunEnd(run.end)})`;
  }
  return undefined;
}

/** The lesson's cells that call no answer run before all answers. */
function isOurs({ kind, needs }: JobCell): boolean {
  return kind === "given" && needs.length === 0;
}
