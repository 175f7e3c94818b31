import type { Exercise, Verdict } from "./exercise.js";
import { type Block, type Feedback, pointsText, stateLook } from "./rendering/index.js";

/** Where a learner stands: each exercise's state and points, and what is left. */
export function progressFeedback(
  exercises: readonly Exercise[],
  states: ReadonlyMap<string, Verdict["state"]>,
  lessons: Iterable<string>,
): Feedback {
  const wanted = new Set(lessons);
  const known = new Set(exercises.map(({ lesson }) => lesson));
  const unknown = [...wanted].find((lesson) => !known.has(lesson));
  if (unknown !== undefined) {
    throw new RangeError(
      `Cannot show progress of ${JSON.stringify(unknown)}: no lesson has that name. Lessons: ${[...known].join(", ")}.`,
    );
  }
  const shown = exercises.filter(({ lesson }) => wanted.size === 0 || wanted.has(lesson));
  const stateOf = ({ id }: Exercise): Verdict["state"] => states.get(id) ?? "notAttempted";
  const earned = shown.filter((exercise) => stateOf(exercise) === "correct");
  const total = points(shown);
  const left = shown.filter((exercise) => stateOf(exercise) !== "correct");
  const rows = shown.map((exercise) => {
    const state = stateOf(exercise);
    const { sign, word } = stateLook(state);
    const got = state === "correct" ? exercise.points : 0;
    return {
      cells: [exercise.id, exercise.title, `${sign} ${word}`, `${got} / ${exercise.points}`],
    };
  });
  const head = ["exercise", "title", "state", "points"];
  const blocks: Block[] = [{ kind: "table", table: { head, rows } }];
  const ids = left.map(({ id }) => id).join(", ");
  const text =
    left.length === 0 ? "Nothing is left." : `Left: ${ids} (${pointsText(points(left))}).`;
  blocks.push({ kind: "paragraph", text });
  const look = stateLook(left.length === 0 ? "correct" : "notAttempted");
  const headline = `Progress: ${points(earned)} of ${pointsText(total)}`;
  return { sign: look.sign, headline, color: look.color, blocks };
}

function points(exercises: readonly Exercise[]): number {
  return exercises.reduce((sum, exercise) => sum + exercise.points, 0);
}
