import type { Case, Exercise } from "../../checks/exercise.js";
import type { Assignment } from "../assignment/assignment.js";
import type { Answer } from "../rebuild/findAnswers.js";
import { planJob } from "../rebuild/planJob.js";
import type { Limits, Sandbox } from "../sandbox/types.js";
import type { Job, JobCell } from "./job.js";
import type { Breakage, Outcome } from "./outcome.js";
import { type RunEnd, type RunResult, runOnce } from "./runOnce.js";

export interface RunOptions {
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
  const state = new State(answers);
  const startedAt = performance.now();
  const overallMs = startTimeoutMs + (2 * answers.length + 1) * options.timeoutMs;
  const suspects = new Set<string>();
  let failures = 0;

  while (state.pending.size > 0) {
    if (options.signal.aborted) return state.close("grading was interrupted");
    if (performance.now() - startedAt > overallMs) {
      return state.close(`the submission took more than ${seconds(overallMs)} in all`);
    }
    const cells = planJob(assignment, answers, {
      cases: options.cases,
      timeoutMs: options.timeoutMs,
      givenTimeoutMs: Math.max(options.timeoutMs, startTimeoutMs),
      probe: state.pending,
      leaveOut: state.leftOut,
    });
    const job: Job = { kernel: "tslab", startTimeoutMs, cells };
    const run = await runOnce(job, options.sandbox, options.limits, options.signal);
    state.take(cells, run);
    if (run.end.status === "cancelled") return state.close("grading was interrupted");

    const culprit = culpritOf(cells, run);
    if (culprit !== undefined) {
      // A machine short of memory kills too: only who does it twice has done it.
      if (isSure(culprit.end) || suspects.has(culprit.cell.id)) {
        state.leaveOut(culprit.cell, culprit.end);
      }
      suspects.add(culprit.cell.id);
    } else if (run.end.status === "failed" || run.finished.size === 0) {
      // A port that was taken, a machine that was busy: worth one more try.
      failures += 1;
      if (failures === 2) return state.close(`the kernel could not be used (${said(run.end)})`);
    } else if (state.pending.size > 0) {
      return state.close(`the run left no record of it (${said(run.end)})`);
    }
  }
  return state.close("");
}

class State {
  readonly pending: Set<string>;
  readonly leftOut = new Set<string>();
  readonly #outcomes = new Map<string, Outcome>();

  constructor(private readonly answers: readonly Answer[]) {
    this.pending = new Set(
      answers.filter(({ status }) => status === "given").map(({ exercise }) => exercise.id),
    );
  }

  take(cells: readonly JobCell[], run: RunResult): void {
    for (const [index, { end, observations, truncated }] of run.finished) {
      const cell = cells[index];
      if (cell === undefined || cell.kind === "given" || cell.exercise === undefined) continue;
      const where = cell.kind;
      if (end.status === "skipped" || end.status === "aborted" || isFatal(end)) continue;
      if (end.status !== "ok") this.#broke(cell.exercise, { where, end });
      else if (where === "probe") {
        const [only, ...others] = observations;
        if (others.length > 0) {
          this.#broke(cell.exercise, { where, forged: others.length });
        } else if (only === undefined && truncated) {
          this.#broke(cell.exercise, { where, tooMuchOutput: true });
        } else if (only !== undefined) {
          this.#settle(cell.exercise, (exercise) => ({
            status: "observed",
            exercise,
            observations: only,
          }));
        }
      }
    }
  }

  leaveOut(cell: JobCell, how: FatalEnd): void {
    if (cell.kind === "given" || cell.exercise === undefined) {
      this.leftOut.add(cell.id);
      return;
    }
    this.leftOut.add(cell.exercise);
    this.#broke(cell.exercise, { where: cell.kind, ...how });
  }

  /** One outcome an exercise; what has none by now was not run. */
  close(message: string): Outcome[] {
    return this.answers.map(({ status, exercise }): Outcome => {
      const outcome = this.#outcomes.get(exercise.id);
      if (outcome !== undefined) return outcome;
      return status === "given" ? { status: "notRun", exercise, message } : { status, exercise };
    });
  }

  #broke(id: string, how: Breakage): void {
    this.#settle(id, (exercise) => ({ status: "broke", exercise, how }));
  }

  #settle(id: string, outcome: (exercise: Exercise) => Outcome): void {
    const answer = this.answers.find(({ exercise }) => exercise.id === id);
    // What was settled first stays: later runs repeat its answer for the others' sake.
    if (answer === undefined || !this.pending.delete(id)) return;
    this.#outcomes.set(id, outcome(answer.exercise));
  }
}

type FatalEnd =
  | { readonly end: Extract<Breakage, { end: unknown }>["end"] }
  | { readonly run: RunEnd };

/** The cell that the run did not survive. */
function culpritOf(
  cells: readonly JobCell[],
  run: RunResult,
): { cell: JobCell; end: FatalEnd } | undefined {
  if (run.end.status === "failed") return undefined;
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
function isSure(how: FatalEnd): boolean {
  if ("run" in how) return how.run.status !== "died";
  return how.end.status !== "dead" || how.end.signal !== "SIGKILL";
}

function isFatal(end: Extract<Breakage, { end: unknown }>["end"]): boolean {
  return end.status === "dead" || (end.status === "timeout" && !end.alive);
}

function said(end: RunEnd): string {
  switch (end.status) {
    case "done":
      return "it ended before its time";
    case "failed":
      return end.message;
    case "died":
      return end.stderr.trim().split("\n").at(-1) || "the runner ended without a word";
    case "exceeded":
      return `too much ${end.excess.what}`;
    case "stuck":
      return `no sign of life for ${seconds(end.afterMs)}`;
    case "cancelled":
      return "interrupted";
  }
}

function seconds(ms: number): string {
  return `${Math.round(ms / 1000)} s`;
}
