import type { Displayed } from "./displayed.js";
import type { Exercise } from "./exercise.js";
import { observe } from "./observe.js";
import { parseCases } from "./parseObservations.js";

/** The MIME type under which a probe sends its observations out of the learner's process. */
export const observationsMimeType = "application/vnd.softgrad.observations+json";

/**
 * Runs an answer on cases that came as JSON and wraps its observations as one display: the grader
 * reads them and compares elsewhere. Throws SyntaxError or TypeError for cases that are none.
 */
export async function probeAnswer(
  exercise: Exercise,
  answer: unknown,
  casesJson: string,
): Promise<Displayed> {
  const cases = parseCases(JSON.parse(casesJson));
  if (cases.status === "failed") {
    throw new TypeError(`Cannot probe ${exercise.id}: the cases are ${cases.reason}.`);
  }
  const observations = await observe(exercise, cases.value, answer);
  const count = observations.length === 1 ? "1 observation" : `${observations.length} observations`;
  const bundle = {
    [observationsMimeType]: { exercise: exercise.id, observations },
    "text/plain": `softgrad: ${count} of ${exercise.id}`,
  };
  return { [Symbol.for("Jupyter.display")]: () => bundle };
}
