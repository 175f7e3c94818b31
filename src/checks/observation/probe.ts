import { show } from "../../lib/index.js";
import type { Displayed } from "../displayed.js";
import { observe } from "./observe.js";
import { parseProbeRequest } from "./probeRequest.js";

/** The MIME type under which a probe sends its observations out of the learner's process. */
export const observationsMimeType = "application/vnd.softgrad.observations+json";

/**
 * What a grader's cell calls: runs an answer on the cases of a request that `probeRequest` wrote and
 * displays its observations, `{ exercise, observations }` under
 * `application/vnd.softgrad.observations+json`. Nothing is judged here, and nothing is known here of
 * the right answer.
 *
 * @param request the exercise's outline and the cases, as JSON.
 * @param answer the learner's function or value.
 * @throws SyntaxError or TypeError for a request that is none.
 */
export async function probe(request: string, answer: unknown): Promise<void> {
  await show(await probeAnswer(request, answer));
}

/** The observations of a probe as one thing to display. */
export async function probeAnswer(request: string, answer: unknown): Promise<Displayed> {
  const parsed = parseProbeRequest(request);
  if (parsed.status === "failed") {
    throw new TypeError(`Cannot probe an answer: the request is ${parsed.reason}.`);
  }
  const { exercise, cases } = parsed.value;
  const observations = await observe(exercise, cases, answer);
  const count = observations.length === 1 ? "1 observation" : `${observations.length} observations`;
  const bundle = {
    [observationsMimeType]: { exercise: exercise.id, observations },
    "text/plain": `softgrad: ${count} of ${exercise.id}`,
  };
  return { [Symbol.for("Jupyter.display")]: () => bundle };
}
