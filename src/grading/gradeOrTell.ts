import { type GradeOptions, gradeSubmission } from "./gradeSubmission.js";
import type { Found } from "./read/findSubmissions.js";
import { oneLine } from "./read/refusal.js";
import type { SubmissionResult } from "./report/results.js";

/** Grades one submission of a batch: a mistake of ours in it must not end the batch either. */
export async function gradeOrTell(
  found: Found,
  options: GradeOptions,
): Promise<Omit<SubmissionResult, "feedback">> {
  const { student, file } = found;
  const notRun = (code: string, message: string): Omit<SubmissionResult, "feedback"> => ({
    student,
    file,
    assignment: found.named ?? options.assignment?.id ?? null,
    status: "notRun",
    reason: { code, message },
    score: null,
    maxScore: null,
    seconds: 0,
    exercises: [],
    notes: [],
  });
  if (options.signal.aborted) return notRun("interrupted", "Not run: grading was interrupted.");
  try {
    return await gradeSubmission(found, options);
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    return notRun("internal", `Not run: the grader itself failed (${oneLine(what)}).`);
  }
}
