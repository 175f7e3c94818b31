import type { Case, Exercise } from "../checks/exercise.js";
import type { Assignment } from "./assignment/assignment.js";
import { assignmentByCells } from "./assignment/whichAssignment.js";
import { gradeExercise } from "./compare/gradeExercise.js";
import type { Found } from "./read/findSubmissions.js";
import { readNotebook } from "./read/readNotebook.js";
import { oneLine } from "./read/refusal.js";
import { notesOnText, withHelp } from "./rebuild/addedCells.js";
import { findAnswers } from "./rebuild/findAnswers.js";
import type { ExerciseResult, SubmissionResult } from "./report/results.js";
import type { KernelName } from "./run/kernels.js";
import { runAnswers } from "./run/runAnswers.js";
import type { Limits, Sandbox } from "./sandbox/types.js";

export interface GradeOptions {
  readonly assignments: readonly Assignment[];
  /** The assignment for notebooks that do not name another; absent: each tells its own. */
  readonly assignment?: Assignment;
  readonly kernel: KernelName;
  readonly sandbox: Sandbox;
  readonly limits: Limits;
  readonly cases: (exercise: Exercise) => readonly Case[];
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

type Graded = Omit<SubmissionResult, "feedback">;

/** Reads, rebuilds, runs and compares one submission; every failure is part of the result. */
export async function gradeSubmission(found: Found, options: GradeOptions): Promise<Graded> {
  const startedAt = performance.now();
  const { student, file } = found;
  const finish = (graded: Omit<Graded, "student" | "file" | "seconds">): Graded => ({
    student,
    file,
    seconds: Math.round(performance.now() - startedAt) / 1000,
    ...graded,
  });
  const byName = options.assignments.find(({ id }) => id === found.named);
  const expected = byName ?? options.assignment;
  const notRun = (code: string, message: string): Graded =>
    finish({
      assignment: expected?.id ?? null,
      status: "notRun",
      reason: { code, message },
      score: null,
      maxScore: expected?.maxScore ?? null,
      exercises: [],
      notes: [],
    });

  if (found.refusal !== undefined) return notRun(found.refusal.code, found.refusal.message);
  const read = await readNotebook(found.path);
  if (read.status === "refused") return notRun(read.refusal.code, read.refusal.message);
  const assignment = expected ?? assignmentByCells(read.notebook, options.assignments);
  if (assignment === undefined) {
    const known = options.assignments.map(({ id }) => id).join(", ");
    return notRun(
      "unknownAssignment",
      `Cannot grade ${oneLine(file, 80)}: neither its name nor its cells tell the assignment; say --assignment with one of ${known}`,
    );
  }

  const handedIn = findAnswers(assignment, read.notebook);
  const outcomes = await runAnswers(assignment, handedIn.answers, options);
  const exercises = outcomes.map((outcome) =>
    withHelp(gradeExercise(outcome, options.cases(outcome.exercise)), handedIn),
  );
  return finish({
    assignment: assignment.id,
    ...total(exercises),
    maxScore: assignment.maxScore,
    exercises,
    notes: [
      ...read.notes,
      ...handedIn.notes,
      ...notesOnText(handedIn, options.sandbox.name === "none"),
    ],
  });
}

function total(
  exercises: readonly ExerciseResult[],
): Pick<SubmissionResult, "status" | "score"> & { reason?: { code: string; message: string } } {
  const missing = exercises.filter(({ state }) => state === "notRun");
  const first = missing[0];
  if (first === undefined) {
    return {
      status: "graded",
      score: exercises.reduce((sum, { score }) => sum + (score ?? 0), 0),
    };
  }
  const reason = { code: "notRun", message: first.message };
  if (missing.length === exercises.length) return { status: "notRun", score: null, reason };
  const score = exercises.reduce((sum, each) => sum + (each.score ?? 0), 0);
  return { status: "incomplete", score, reason };
}
