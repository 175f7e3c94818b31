import type { Exercise } from "./exercise.js";

/** Finds an exercise by id. Throws RangeError naming the nearest id when there is none. */
export function findExercise(exercises: readonly Exercise[], id: string): Exercise {
  const found = exercises.find((exercise) => exercise.id === id);
  if (found !== undefined) return found;
  const ids = exercises.map((exercise) => exercise.id);
  const close = nearest(String(id), ids);
  const help =
    close === null ? `Exercises: ${ids.join(", ") || "none"}.` : `Did you mean "${close}"?`;
  throw new RangeError(
    `Cannot find exercise ${JSON.stringify(id)}: no exercise has that id. ${help}`,
  );
}

/** The candidate with the fewest edits, if they are few for its length. */
function nearest(id: string, candidates: readonly string[]): string | null {
  const ranked = candidates
    .map((candidate) => ({ candidate, edits: editDistance(id, candidate) }))
    .toSorted((a, b) => a.edits - b.edits);
  const best = ranked[0];
  if (best === undefined) return null;
  return best.edits <= Math.max(2, best.candidate.length / 2) ? best.candidate : null;
}

/** Levenshtein's distance, one row of the table at a time. */
function editDistance(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (const [row, letter] of [...a.slice(0, 100)].entries()) {
    const current = [row + 1];
    for (let column = 1; column <= b.length; column++) {
      const replaced = (above[column - 1] ?? 0) + (letter === b[column - 1] ? 0 : 1);
      const removed = (above[column] ?? 0) + 1;
      const added = (current[column - 1] ?? 0) + 1;
      current.push(Math.min(replaced, removed, added));
    }
    above = current;
  }
  return above[b.length] ?? 0;
}
