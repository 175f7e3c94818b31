import type { Edges } from "../limits.js";

/**
 * The places that are shown of a row of things; null stands for those left out.
 *
 * @param known how many of them, from the first, are known at all.
 */
export function edgesOf(
  length: number,
  { all, head, tail }: Edges,
  known = length,
): (number | null)[] {
  if (known < length) return [...range(0, Math.min(known, head)), null];
  if (length <= all) return range(0, length);
  return [...range(0, head), null, ...range(length - tail, length)];
}

/** The whole numbers from `start` up to but not including `end`. */
export function range(start: number, end: number): number[] {
  return Array.from({ length: Math.max(0, end - start) }, (_, index) => start + index);
}
