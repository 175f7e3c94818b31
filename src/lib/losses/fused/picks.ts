/** Whether the classes that count are all of them, in their order. */
export function isEveryClass(picks: readonly number[], classes: number): boolean {
  return picks.length === classes && picks.every((c, place) => c === place);
}

/** Copies the picked columns of `[groups, classes]` to `[groups, picks]`. */
export function gatherPicks(
  all: Float32Array,
  picked: Float32Array,
  picks: readonly number[],
  classes: number,
): void {
  for (const [column, c] of picks.entries()) {
    for (let at = column, from = c; at < picked.length; at += picks.length, from += classes) {
      picked[at] = all[from] as number;
    }
  }
}

/** Copies them back, with 0 in the other columns. */
export function scatterPicks(
  picked: Float32Array,
  all: Float32Array,
  picks: readonly number[],
  classes: number,
): void {
  all.fill(0);
  for (const [column, c] of picks.entries()) {
    for (let at = column, to = c; at < picked.length; at += picks.length, to += classes) {
      all[to] = picked[at] as number;
    }
  }
}
