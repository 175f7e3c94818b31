import { mkdir } from "node:fs/promises";
import { resolve } from "node:path";
import pLimit from "p-limit";
import { nearest } from "../checks/nearest.js";
import type { Assignment } from "./assignment/assignment.js";
import { caseSource } from "./compare/cases.js";
import { gradeOrTell } from "./gradeOrTell.js";
import type { GradeOptions } from "./gradeSubmission.js";
import { type Found, findSubmissions } from "./read/findSubmissions.js";
import { recordNames } from "./read/recordNames.js";
import { oneLine } from "./read/refusal.js";
import { OutputFolder } from "./report/outputFolder.js";
import type { Results, SubmissionResult } from "./report/results.js";
import type { KernelName } from "./run/kernels.js";
import type { Limits, Sandbox } from "./sandbox/types.js";

export interface BatchOptions {
  /** Folder of submissions, or one notebook. */
  readonly submissions: string;
  /** Folder for the results; made if it is not there. */
  readonly out: string;
  readonly assignments: readonly Assignment[];
  /** Id of the assignment that notebooks are of which do not name one themselves. */
  readonly assignment?: string;
  /** The kernel that runs the answers. */
  readonly kernel: KernelName;
  readonly sandbox: Sandbox;
  readonly limits: Limits;
  /** Submissions that run at the same time. */
  readonly jobs: number;
  readonly timeoutMs: number;
  /** Hex digits; decides the hidden cases. */
  readonly seed: string;
  /** Version of the grader, for the record. */
  readonly softgrad: string;
  /** Ends the batch; what is done by then is kept. */
  readonly signal: AbortSignal;
  readonly now: () => Date;
  readonly onStart?: (total: number) => void;
  readonly onFinished?: (result: SubmissionResult) => void;
}

export type Batch =
  | { readonly status: "graded"; readonly results: Results }
  | { readonly status: "failed"; readonly message: string };

/** Grades a folder of submissions. One that cannot be graded is recorded as such; the rest goes on. */
export async function gradeBatch(options: BatchOptions): Promise<Batch> {
  const { assignments, seed, sandbox, signal, now } = options;
  const chosen = assignments.find(({ id }) => id === options.assignment);
  if (options.assignment !== undefined && chosen === undefined) {
    return failed(unknownAssignment(options.assignment, assignments));
  }
  const ids = assignments.map(({ id }) => id);
  const search = await findSubmissions(options.submissions, ids, resolve(options.out));
  if (search.status === "failed") return search;
  const ofOthers = search.submissions.filter((found) => isOfAnother(found, chosen));
  const found = search.submissions.filter((each) => !isOfAnother(each, chosen));
  if (found.length === 0) {
    return failed(
      `Cannot grade ${oneLine(options.submissions)}: no notebook in it is of ${chosen?.id ?? "any assignment"}; leave --assignment out to grade what is there`,
    );
  }

  const names = recordNames(found);
  const output = new OutputFolder(options.out, {
    titles: new Map(assignments.map(({ id, title }) => [id, title])),
    softgrad: options.softgrad,
  });
  try {
    await mkdir(options.out, { recursive: true });
    await output.clear();
  } catch (error) {
    return failed(`Cannot write to ${oneLine(options.out)}: ${oneLine(String(error))}`);
  }

  const startedAt = now();
  options.onStart?.(found.length);
  const grade: GradeOptions = {
    assignments,
    ...(chosen === undefined ? {} : { assignment: chosen }),
    kernel: options.kernel,
    sandbox,
    limits: options.limits,
    cases: caseSource(seed),
    timeoutMs: options.timeoutMs,
    signal,
  };
  const limit = pLimit(options.jobs);
  const submissions = await Promise.all(
    found.map((each) =>
      limit(async (): Promise<SubmissionResult> => {
        const name = names.get(each) ?? "unnamed";
        const graded = await gradeOrTell(each, grade);
        const result = { ...graded, feedback: `feedback/${name}.html` };
        await output.writeSubmission(name, result, now());
        options.onFinished?.(result);
        return result;
      }),
    ),
  );

  const used = new Set(submissions.map(({ assignment }) => assignment));
  const results: Results = {
    format: "softgrad-results",
    version: 1,
    softgrad: options.softgrad,
    startedAt: startedAt.toISOString(),
    finishedAt: now().toISOString(),
    seed,
    sandbox: sandbox.name,
    kernel: options.kernel,
    interrupted: signal.aborted,
    assignments: assignments.filter(({ id }) => used.has(id)).map(summary),
    submissions,
    ignoredFiles: [...search.ignored, ...ofOthers.map(({ file }) => file)],
  };
  await output.writeResults(results);
  return { status: "graded", results };
}

/** With --assignment, notebooks that name another one are left for another time. */
function isOfAnother({ named }: Found, chosen: Assignment | undefined): boolean {
  return chosen !== undefined && named !== undefined && named !== chosen.id;
}

function unknownAssignment(wanted: string, assignments: readonly Assignment[]): string {
  const known = assignments.map(({ id }) => id);
  const meant = nearest(wanted, known);
  const suggestion = meant === undefined ? "" : `did you mean ${meant}? `;
  return `Unknown assignment "${oneLine(wanted, 60)}": ${suggestion}Known: ${known.join(", ")}`;
}

function summary({ id, title, maxScore, exercises }: Assignment): Results["assignments"][number] {
  return {
    id,
    title,
    maxScore,
    exercises: exercises.map((exercise) => ({
      id: exercise.id,
      title: exercise.title,
      points: exercise.points,
    })),
  };
}

function failed(message: string): Batch {
  return { status: "failed", message };
}
