import type { Exercise } from "./exercise.js";
import { nearest } from "./nearest.js";

/** Finds an exercise by id. Throws RangeError naming the nearest id when there is none. */
export function findExercise(exercises: readonly Exercise[], id: string): Exercise {
  const found = exercises.find((exercise) => exercise.id === id);
  if (found !== undefined) return found;
  const ids = exercises.map((exercise) => exercise.id);
  const close = nearest(String(id), ids);
  const help =
    close === undefined ? `Exercises: ${ids.join(", ") || "none"}.` : `Did you mean "${close}"?`;
  throw new RangeError(
    `Cannot find exercise ${JSON.stringify(id)}: no exercise has that id. ${help}`,
  );
}
