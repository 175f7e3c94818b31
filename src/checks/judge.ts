import { compare } from "./compare.js";
import { type Data, isTensorData } from "./data.js";
import { findDiagnosis } from "./diagnose.js";
import type { Case, Exercise, Observation, Verdict } from "./exercise.js";
import { judgeGradient } from "./judgeGradient.js";
import { inFormOf } from "./numbers.js";
import { parseObservations } from "./parseObservations.js";

/**
 * Judges what an answer did with the cases. Pure, and safe for observations from anywhere: what is
 * not one well-formed observation for each case is *uncheckable*.
 *
 * The verdict is that of the first case that fails, except that a gradient counts as failing after all
 * values, an answer is *notAttempted* when its stub is all that ran, *delegated* when a delegate did the
 * work in any case, and that a known wrong answer is diagnosed over all cases.
 */
export function judge(exercise: Exercise, cases: readonly Case[], observations: unknown): Verdict {
  const parsed = parseObservations(observations, cases.length);
  if (parsed.status === "failed")
    return { state: "uncheckable", reason: `The results are ${parsed.reason}.` };
  const observed = parsed.value;
  if (observed.length === 0) return { state: "uncheckable", reason: "There is no case to check." };
  if (observed.every(({ status }) => status === "notAttempted")) return { state: "notAttempted" };
  for (const observation of observed) {
    if (observation.status !== "returned" || observation.delegatedTo === undefined) continue;
    if (exercise.delegates.includes(observation.delegatedTo)) {
      return { state: "delegated", to: observation.delegatedTo };
    }
  }
  const failing = firstFailing(exercise, cases, observed);
  if (failing === null) return { state: "correct", cases: cases.length };
  const { index, given, observation, fault } = failing;
  if (observation.status !== "returned") return fault;
  const diagnosis = findDiagnosis(exercise, cases, observed, index);
  if (diagnosis === null) return fault;
  return diagnosed(exercise, given, observation.value, fault, diagnosis);
}

interface Failing {
  readonly index: number;
  readonly given: Case;
  readonly observation: Observation;
  readonly fault: Fault;
}

/** A wrong value explains more than the wrong gradient that it brings along, so it goes first. */
function firstFailing(
  exercise: Exercise,
  cases: readonly Case[],
  observed: readonly Observation[],
): Failing | null {
  let byGradient: Failing | null = null;
  for (const [index, given] of cases.entries()) {
    const observation = observed[index];
    if (observation === undefined) continue;
    const fault = judgeCase(exercise, given, observation);
    if (fault === null) continue;
    const failing = { index, given, observation, fault };
    if (fault.state !== "incorrect" || fault.of !== "gradient") return failing;
    byGradient ??= failing;
  }
  return byGradient;
}

type Fault = Extract<Verdict, { state: "uncheckable" | "incorrect" }>;

function judgeCase(exercise: Exercise, given: Case, observation: Observation): Fault | null {
  const uncheckable = (reason: string): Fault => ({
    state: "uncheckable",
    reason,
    case: given.name,
  });
  switch (observation.status) {
    case "notAttempted":
      return uncheckable("A line that throws NotAttempted is still there. Replace it.");
    case "threw": {
      const { name, message, line } = observation;
      const where = line === undefined ? "" : ` in the line \`${line}\``;
      return uncheckable(`It threw ${name}: ${message}${where}`);
    }
    case "unusable":
      return uncheckable(`The answer gave ${observation.got}${advice(observation.got)}`);
    case "returned":
      return judgeReturned(exercise, given, observation, uncheckable);
  }
}

function advice(got: string): string {
  if (got === "undefined") return ". Is a return missing?";
  return got === "a promise" ? ". Is an await missing?" : ".";
}

function judgeReturned(
  exercise: Exercise,
  given: Case,
  observation: Extract<Observation, { status: "returned" }>,
  uncheckable: (reason: string) => Fault,
): Fault | null {
  const got = observation.value;
  const expected = exercise.reference(...given.inputs);
  const compared = compare(expected, got, exercise.tolerance, exercise.axes);
  if (compared.status === "form") return uncheckable(sentence(compared.fails));
  const incorrect = { state: "incorrect", case: given.name } as const;
  const broken = exercise.properties
    .filter((property) => !holds(property.holds, given, inFormOf(expected, got)))
    .map(({ name }) => name);
  const also = broken.length === 0 ? "" : `; a right answer ${broken.join(", and ")}`;
  if (compared.status === "value") {
    return { ...incorrect, expected, got, fails: `the value: ${compared.fails}${also}` };
  }
  if (broken.length > 0) {
    return { ...incorrect, expected, got, fails: `a right answer ${broken.join(", and ")}` };
  }
  const dtype = wrongDtype(exercise, got);
  if (dtype !== null) return { ...incorrect, expected, got, fails: dtype };
  const gradient = judgeGradient(exercise, given, observation);
  return gradient === null ? null : { ...incorrect, of: "gradient", ...gradient };
}

function wrongDtype({ dtypes }: Exercise, got: Data): string | null {
  if (dtypes === undefined || !isTensorData(got) || dtypes.includes(got.tensor.dtype)) return null;
  const { dtype } = got.tensor;
  const cast = dtype === "bool" ? ". toFloat() makes the numbers 0 and 1 of booleans" : "";
  return `the type: the numbers should be ${dtypes.join(" or ")} and are ${dtype}${cast}`;
}

function holds(property: (given: Case, value: Data) => boolean, given: Case, value: Data): boolean {
  try {
    return property(given, value);
  } catch {
    return false;
  }
}

function diagnosed(
  exercise: Exercise,
  given: Case,
  got: Data,
  verdict: Fault,
  diagnosis: { readonly id: string; readonly message: string },
): Verdict {
  if (verdict.state === "incorrect") return { ...verdict, diagnosis };
  // A wrong shape is uncheckable, unless a known mistake explains it.
  const expected = exercise.reference(...given.inputs);
  return {
    state: "incorrect",
    case: given.name,
    expected,
    got,
    fails: verdict.reason.replace(/\.$/, ""),
    diagnosis,
  };
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
