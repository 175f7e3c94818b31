import type { Exercise } from "../../checks/exercise.js";
import type { Answer } from "../rebuild/findAnswers.js";
import { type FatalEnd, isFatal, isUnchecked } from "./faults.js";
import type { JobCell } from "./job.js";
import type { Breakage, Outcome } from "./outcome.js";
import type { RunResult } from "./runOnce.js";

/** What is settled and what is still to be run of one submission. */
export class Ledger {
  readonly pending: Set<string>;
  readonly leftOut = new Set<string>();
  readonly #outcomes = new Map<string, Outcome>();

  constructor(private readonly answers: readonly Answer[]) {
    this.pending = new Set(
      answers.filter(({ status }) => status === "given").map(({ exercise }) => exercise.id),
    );
  }

  take(cells: readonly JobCell[], run: RunResult): void {
    for (const [index, finished] of run.finished) {
      const cell = cells[index];
      if (cell === undefined || cell.kind === "given" || cell.exercise === undefined) continue;
      const { end, observations, truncated } = finished;
      if (isUnchecked(cell, finished)) {
        const message = `its types were not checked, twice (${finished.unchecked})`;
        this.#settle(cell.exercise, (exercise) => ({ status: "notRun", exercise, message }));
        continue;
      }
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
