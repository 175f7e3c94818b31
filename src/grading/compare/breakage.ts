import { doesNotCompile } from "../run/doesNotCompile.js";
import type { CellEnd } from "../run/job.js";
import type { Breakage } from "../run/outcome.js";
import type { RunEnd } from "../run/runEnd.js";

/** Why an answer could not be checked, for its learner: what happened, and what to look for. */
export function explainBreakage(how: Breakage, answerName: string): string {
  if ("forged" in how) {
    return "It showed results of its own beside the grader's: take out what imitates the check.";
  }
  if ("tooMuchOutput" in how) {
    return "It printed so much that its results were lost: take the printing out.";
  }
  return "end" in how ? explainCell(how.where, how.end, answerName) : explainRun(how.run);
}

function explainCell(where: Breakage["where"], end: CellEnd, answerName: string): string {
  switch (end.status) {
    case "error":
      return explainError(where, end, answerName);
    case "timeout":
      return `Stopped after ${seconds(end.afterMs)}: an endless loop?`;
    case "dead":
      return `It ended the kernel (${how(end)}): does it call process.exit, or run out of memory?`;
    case "ok":
    case "aborted":
    case "skipped":
      return "The kernel did not run it.";
  }
}

function explainError(
  where: Breakage["where"],
  end: Extract<CellEnd, { status: "error" }>,
  answerName: string,
): string {
  const { ename, evalue } = end;
  if (where === "probe" && evalue.includes(`Cannot find name '${answerName}'`)) {
    return `There is no ${answerName}: the answer's cell has to declare it.`;
  }
  const said = evalue === "" ? ename : `${ename}: ${evalue}`;
  // Not the traceback: the probe's own lines hold the hidden cases.
  if (where === "probe") return `It could not be called: ${said}`;
  return doesNotCompile(end)
    ? `It does not compile:\n${linesOf(end) || evalue}`
    : `Its cell threw ${said}`;
}

/** The compiler's findings, with the lines of the answer's cell, which has no number in a report. */
function linesOf({ traceback }: Extract<CellEnd, { status: "error" }>): string {
  return traceback.join("\n").replaceAll(/\n\ncell \[\d+\], (line \d+:)\n/gu, "\n$1\n");
}

function explainRun(run: RunEnd): string {
  switch (run.status) {
    case "stuck":
      return `Stopped after ${seconds(run.afterMs)}: an endless loop that no interrupt ends?`;
    case "exceeded": {
      const { what, limit } = run.excess;
      if (what === "memory")
        return `It took more than ${megabytes(limit)} of memory: does an array grow without end?`;
      if (what === "output")
        return `It wrote more than ${megabytes(limit)}: take the printing out.`;
      return `It started more than ${limit} processes and threads.`;
    }
    case "died":
    case "done":
    case "failed":
    case "cancelled":
      return "It ended the program that ran it: does it kill processes?";
  }
}

function how({ exitCode, signal }: Extract<CellEnd, { status: "dead" }>): string {
  if (signal !== null) return signal;
  return exitCode === null ? "unknown" : `exit code ${exitCode}`;
}

function seconds(ms: number): string {
  return `${Math.round(ms / 1000)} s`;
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1024 / 1024)} MB`;
}
