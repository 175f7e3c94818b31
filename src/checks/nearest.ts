/** The name that was probably meant: at most a third of its letters differ. */
export function nearest(wanted: string, names: readonly string[]): string | undefined {
  const lower = wanted.slice(0, 100).toLowerCase();
  const contained = names.filter((name) => lower.length >= 3 && name.includes(lower));
  if (contained.length === 1) return contained[0];
  const ranked = names
    .map((name) => ({ name, distance: editDistance(lower, name) }))
    .sort((a, b) => a.distance - b.distance);
  const best = ranked[0];
  return best !== undefined && best.distance <= Math.ceil(best.name.length / 3)
    ? best.name
    : undefined;
}

/** Levenshtein's distance, row by row. */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const substitute = (previous[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      current.push(
        Math.min((previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1, substitute),
      );
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}
