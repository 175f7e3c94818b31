import { z } from "zod";
import type { Case, Exercise, Verdict } from "../../checks/exercise.js";
import { isOperation } from "../../checks/isOperation.js";
import { judge } from "../../checks/judge.js";
import type { ExerciseResult } from "../report/results.js";
import type { Outcome } from "../run/outcome.js";
import { explainBreakage } from "./breakage.js";

/** Points for one exercise, from data alone: nothing of the learner's runs here. */
export function gradeExercise(outcome: Outcome, cases: readonly Case[]): ExerciseResult {
  const { exercise } = outcome;
  const common = { id: exercise.id, title: exercise.title, maxScore: exercise.points };
  if (outcome.status === "notRun") {
    return { ...common, state: "notRun", score: null, message: `Not run: ${outcome.message}.` };
  }
  const verdict = verdictOf(outcome, cases);
  const score = verdict.state === "correct" ? exercise.points : 0;
  return { ...common, state: verdict.state, score, ...tell(verdict, exercise) };
}

function verdictOf(
  outcome: Exclude<Outcome, { status: "notRun" }>,
  cases: readonly Case[],
): Verdict {
  switch (outcome.status) {
    case "untouched":
    case "missing":
      return { state: "notAttempted" };
    case "broke": {
      const { how } = outcome;
      // Stubs outside functions throw when their cell runs.
      if ("end" in how && how.end.status === "error" && how.end.ename === "NotAttempted") {
        return { state: "notAttempted" };
      }
      return { state: "uncheckable", reason: explainBreakage(how, outcome.exercise.answer.name) };
    }
    case "observed":
      return verdictOn(outcome, cases);
  }
}

function verdictOn(
  { exercise, observations }: Extract<Outcome, { status: "observed" }>,
  cases: readonly Case[],
): Verdict {
  const sent = z
    .object({ exercise: z.literal(exercise.id), observations: z.unknown() })
    .safeParse(observations);
  if (!sent.success) {
    return { state: "uncheckable", reason: "Its results are not what the grader's probe sends." };
  }
  try {
    return judge(exercise, cases, sent.data.observations);
  } catch (error) {
    // Data that no check foresaw must not cost anybody else their grade.
    return { state: "uncheckable", reason: `Its results cannot be compared (${String(error)}).` };
  }
}

/** The verdict in words. Of hidden cases neither inputs nor whole values are told. */
function tell(
  verdict: Verdict,
  exercise: Exercise,
): Pick<ExerciseResult, "message" | "case" | "hiddenCase" | "diagnosis"> {
  switch (verdict.state) {
    case "correct":
      return { message: `Right in all ${verdict.cases} cases.` };
    case "notAttempted":
      return { message: "Not attempted yet." };
    case "delegated":
      return {
        message: `It calls ${isOperation(verdict.to) ? "" : "the library's "}${verdict.to}, which does the exercise's whole job: write it yourself.`,
      };
    case "uncheckable":
      return { message: verdict.reason, ...which(verdict.case, exercise) };
    case "incorrect": {
      const { diagnosis } = verdict;
      const told = which(verdict.case, exercise);
      const where = `${told.hiddenCase ? "Hidden case" : "Case"} "${verdict.case}"`;
      return {
        message: `${where}: ${verdict.fails}.${diagnosis === undefined ? "" : `\n${diagnosis.message}`}`,
        ...told,
        ...(diagnosis === undefined ? {} : { diagnosis: diagnosis.id }),
      };
    }
  }
}

function which(
  name: string | undefined,
  { visible }: Exercise,
): { case?: string; hiddenCase?: boolean } {
  if (name === undefined) return {};
  return { case: name, hiddenCase: !visible.some((each) => each.name === name) };
}
