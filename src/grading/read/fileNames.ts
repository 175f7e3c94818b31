/** The assignment that a file's or a folder's name tells, as in `anna_04-soft-iou (1).ipynb`. */
export function namedAssignment(name: string, assignments: readonly string[]): string | undefined {
  return assignments.find((assignment) => position(name, assignment) !== undefined);
}

/** The student whom a file name tells once the assignment is taken out: `anna_04-soft-iou` → `anna`. */
export function studentOf(stem: string, assignments: readonly string[]): string {
  const assignment = namedAssignment(stem, assignments);
  const at = assignment === undefined ? undefined : position(stem, assignment);
  if (assignment === undefined || at === undefined) return stem;
  const before = stem.slice(0, at).replace(/[\s._-]+$/u, "");
  const after = stem.slice(at + assignment.length).replace(/^[\s._-]+/u, "");
  // What follows is mostly a browser's " (1)"; it names somebody only where nothing stands before.
  return before || after || stem;
}

/** A name within another one, not within a word: `04-soft-iou` is not in `104-soft-iou-b`. */
function position(name: string, assignment: string): number | undefined {
  const wordCharacter = /[\p{L}\p{N}]/u;
  const lower = name.toLowerCase();
  for (let at = lower.indexOf(assignment); at >= 0; at = lower.indexOf(assignment, at + 1)) {
    const before = name[at - 1] ?? "";
    const after = name[at + assignment.length] ?? "";
    if (!wordCharacter.test(before) && !wordCharacter.test(after)) return at;
  }
  return undefined;
}
