import type { Case, Exercise } from "../../checks/exercise.js";
import { probeRequest } from "../../checks/observation/probeRequest.js";
import type { Assignment } from "../assignment/assignment.js";
import type { JobCell } from "../run/job.js";
import type { Answer } from "./findAnswers.js";
import { mergeGiven } from "./mergeGiven.js";
import { mentions } from "./names.js";
import { neededCells } from "./neededCells.js";

export interface PlanOptions {
  readonly cases: (exercise: Exercise) => readonly Case[];
  /** Milliseconds for an answer, a probe, or a cell that calls answers. */
  readonly timeoutMs: number;
  /** Milliseconds for cells of the master alone: the first import of TensorFlow.js takes a while. */
  readonly givenTimeoutMs: number;
  /** Exercises to be probed. */
  readonly probe: ReadonlySet<string>;
  /** Cells left out, because an earlier run did not survive them. */
  readonly leaveOut: ReadonlySet<string>;
}

/**
 * The notebook that runs: the master's own cells, then each answer in the learner's text, followed at
 * once by the probe that takes its check's place.
 */
export function planJob(
  assignment: Assignment,
  answers: readonly Answer[],
  options: PlanOptions,
): JobCell[] {
  const byExercise = new Map(answers.map((answer) => [answer.exercise.id, answer]));
  const cells = assignment.cells.flatMap((master): JobCell[] => {
    const { exercise } = master;
    if (master.kind === "given" || exercise === undefined) {
      if (options.leaveOut.has(master.id)) return [];
      const needs = namesIn(master.source, assignment.exercises);
      // A cell that shows an answer's result has no work while there is none.
      if (needs.some((id) => !isProbeable(byExercise.get(id), options))) return [];
      const timeoutMs = needs.length > 0 ? options.timeoutMs : options.givenTimeoutMs;
      return [{ id: master.id, kind: "given", source: master.source, timeoutMs, needs }];
    }
    const answer = byExercise.get(exercise.id);
    if (master.kind === "check" || answer === undefined || answer.status === "missing") return [];
    if (options.leaveOut.has(exercise.id)) return [];
    const common = { exercise: exercise.id, timeoutMs: options.timeoutMs };
    const cell: JobCell = {
      ...common,
      id: master.id,
      kind: "answer",
      source: answer.source,
      needs: [],
    };
    if (answer.status === "untouched" || !options.probe.has(exercise.id)) return [cell];
    const probe: JobCell = {
      ...common,
      id: `${exercise.id}-probe`,
      kind: "probe",
      source: probeSource(exercise, options.cases(exercise)),
      needs: [exercise.id],
    };
    return [cell, probe];
  });
  return mergeGiven(neededCells(cells));
}

function isProbeable(answer: Answer | undefined, { leaveOut }: PlanOptions): boolean {
  return answer?.status === "given" && !leaveOut.has(answer.exercise.id);
}

/** The exercises whose answers a cell uses, by the names that occur in its text. */
function namesIn(source: string, exercises: readonly Exercise[]): string[] {
  return exercises.filter(({ answer }) => mentions(source, answer.name)).map(({ id }) => id);
}

function probeSource(exercise: Exercise, cases: readonly Case[]): string {
  const request = JSON.stringify(probeRequest(exercise, cases));
  return [
    'import { probe as softgradProbe } from "softgrad/checks";',
    `await softgradProbe(${request}, ${exercise.answer.name});`,
  ].join("\n");
}
