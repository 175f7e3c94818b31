import { compare } from "./compare.js";
import type { Case, Diagnosis, Exercise, Observation } from "./exercise.js";

/**
 * The first known wrong answer that explains the observations: it equals what was observed on every
 * case on which it differs from the right answer, and there is at least one such case.
 */
export function findDiagnosis(
  exercise: Exercise,
  cases: readonly Case[],
  observations: readonly Observation[],
): { readonly id: string; readonly message: string } | null {
  const found = exercise.diagnoses.find((diagnosis) =>
    explains(diagnosis, exercise, cases, observations),
  );
  return found === undefined ? null : { id: found.id, message: found.message };
}

function explains(
  diagnosis: Diagnosis,
  { reference, tolerance }: Exercise,
  cases: readonly Case[],
  observations: readonly Observation[],
): boolean {
  let explained = 0;
  for (const [index, { inputs }] of cases.entries()) {
    const observation = observations[index];
    try {
      const wrong = diagnosis.wrong(...inputs);
      if (compare(reference(...inputs), wrong, tolerance).status === "same") continue;
      if (observation?.status !== "returned") return false;
      if (compare(wrong, observation.value, tolerance).status !== "same") return false;
    } catch {
      return false;
    }
    explained += 1;
  }
  return explained > 0;
}
