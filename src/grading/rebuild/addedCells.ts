import type { ExerciseResult } from "../report/results.js";
import type { Answers } from "./findAnswers.js";
import { boundNames } from "./names.js";

/** Tells a learner whose answer misses a name that it stands in a cell that never runs. */
export function withHelp(result: ExerciseResult, { added }: Answers): ExerciseResult {
  if (result.state !== "uncheckable") return result;
  const missing = /(?:Cannot find name '|ReferenceError: )([\p{L}_$][\p{L}\p{N}_$]*)/u.exec(
    result.message,
  )?.[1];
  if (missing === undefined || !added.some((source) => boundNames(source).includes(missing)))
    return result;
  const help = `${missing} stands in a cell you added, and added cells are not run: move it into the answer's cell.`;
  return { ...result, message: `${result.message}\n${help}` };
}

/** `unprotected`: the references could be read while the answers ran. */
export function notesOnText({ answers, added }: Answers, unprotected: boolean): string[] {
  const notes = answers.flatMap((answer) =>
    unprotected && answer.status === "given" && answer.source.includes("softgrad/checks")
      ? [
          `The answer of "${answer.exercise.id}" names softgrad/checks, where the references are: read it.`,
        ]
      : [],
  );
  if (added.length === 0) return notes;
  const cells = added.length === 1 ? "1 added cell was" : `${added.length} added cells were`;
  return [...notes, `${cells} not run: what an answer needs belongs into its own cell.`];
}
