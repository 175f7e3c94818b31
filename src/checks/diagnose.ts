import { compare } from "./compare.js";
import type { Data } from "./data.js";
import type { Case, Diagnosis, Exercise, Observation } from "./exercise.js";
import { numbersOf } from "./numbers.js";

/**
 * The first known wrong answer that explains the observations: it equals what was observed on every
 * case, and differs from the right answer on at least one. Cases after the `failing` one whose result
 * overflowed are left out: that is a second mistake, which shows once the first one is mended.
 */
export function findDiagnosis(
  exercise: Exercise,
  cases: readonly Case[],
  observations: readonly Observation[],
  failing: number,
): { readonly id: string; readonly message: string } | null {
  const found = exercise.diagnoses.find((diagnosis) =>
    explains(diagnosis, exercise, cases, observations, failing),
  );
  return found === undefined ? null : { id: found.id, message: found.message };
}

function explains(
  diagnosis: Diagnosis,
  { reference, tolerance }: Exercise,
  cases: readonly Case[],
  observations: readonly Observation[],
  failing: number,
): boolean {
  const same = (a: Data, b: Data): boolean => compare(a, b, tolerance).status === "same";
  let explained = 0;
  for (const [index, { inputs }] of cases.entries()) {
    const observation = observations[index];
    if (observation?.status !== "returned") return false;
    const got = observation.value;
    try {
      const wrong = diagnosis.wrong(...inputs);
      const right = reference(...inputs);
      const differs = !same(right, wrong);
      if (same(wrong, got)) explained += differs ? 1 : 0;
      // Within the tolerance of the right answer, though not of a wrong one that is as close.
      else if (!differs && same(right, got)) continue;
      else if (index <= failing || !overflowed(got)) return false;
    } catch {
      return false;
    }
  }
  return explained > 0;
}

function overflowed(got: Data): boolean {
  return numbersOf(got)?.values.some((value) => !Number.isFinite(value)) ?? false;
}
