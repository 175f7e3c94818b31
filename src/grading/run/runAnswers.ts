import type { Case, Exercise } from "../../checks/exercise.js";
import type { Assignment } from "../assignment/assignment.js";
import type { Answer } from "../rebuild/findAnswers.js";
import { planJob } from "../rebuild/planJob.js";
import type { Limits, Sandbox } from "../sandbox/types.js";
import { anyUnchecked, culpritOf, isSure, ownFault } from "./faults.js";
import type { Job } from "./job.js";
import type { KernelName } from "./kernels.js";
import { Ledger } from "./ledger.js";
import type { Outcome } from "./outcome.js";
import { describeRunEnd } from "./runEnd.js";
import { runOnce } from "./runOnce.js";

export interface RunOptions {
  readonly kernel: KernelName;
  readonly sandbox: Sandbox;
  readonly limits: Limits;
  readonly cases: (exercise: Exercise) => readonly Case[];
  /** Milliseconds for one answer and for one probe. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

const startTimeoutMs = 60_000;

/**
 * Runs the answers of one submission. Where one takes the kernel or the sandbox down, the others
 * are run again in a fresh one without it, so that a mistake costs its own exercise alone.
 */
export async function runAnswers(
  assignment: Assignment,
  answers: readonly Answer[],
  options: RunOptions,
): Promise<Outcome[]> {
  const ledger = new Ledger(answers);
  const startedAt = performance.now();
  const overallMs = startTimeoutMs + (2 * answers.length + 1) * options.timeoutMs;
  const suspects = new Set<string>();
  let failures = 0;
  let retriedUnchecked = false;

  while (ledger.pending.size > 0) {
    if (options.signal.aborted) return ledger.close("grading was interrupted");
    if (performance.now() - startedAt > overallMs) {
      return ledger.close(`the submission took more than ${seconds(overallMs)} in all`);
    }
    const cells = planJob(assignment, answers, {
      cases: options.cases,
      timeoutMs: options.timeoutMs,
      givenTimeoutMs: Math.max(options.timeoutMs, startTimeoutMs),
      probe: ledger.pending,
      leaveOut: ledger.leftOut,
    });
    const job: Job = { kernel: options.kernel, startTimeoutMs, cells };
    const run = await runOnce(job, options.sandbox, options.limits, options.signal);
    if (run.end.status === "cancelled") return ledger.close("grading was interrupted");
    const fault = ownFault(cells, run);
    if (fault !== undefined) {
      // A port that was taken, a machine that was busy: worth one more try.
      failures += 1;
      if (failures === 2) return ledger.close(fault);
      continue;
    }

    if (anyUnchecked(cells, run) && !retriedUnchecked) {
      // The compiler hung or was killed. What it would have refused must not count for this once.
      retriedUnchecked = true;
      continue;
    }

    ledger.take(cells, run);
    const culprit = culpritOf(cells, run);
    if (culprit !== undefined) {
      // A machine short of memory kills too: only who does it twice has done it.
      if (isSure(culprit.end) || suspects.has(culprit.cell.id)) {
        ledger.leaveOut(culprit.cell, culprit.end);
      }
      suspects.add(culprit.cell.id);
    } else if (ledger.pending.size > 0) {
      return ledger.close(`the run left no record of it (${describeRunEnd(run.end)})`);
    }
  }
  return ledger.close("");
}

function seconds(ms: number): string {
  return `${Math.round(ms / 1000)} s`;
}
