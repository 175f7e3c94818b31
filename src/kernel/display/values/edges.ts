import type { Edges } from "../limits.js";

/** The places that are shown of a row of things; null stands for those left out. */
export function edgesOf(length: number, { all, head, tail }: Edges): (number | null)[] {
  if (length <= all) return range(0, length);
  return [...range(0, head), null, ...range(length - tail, length)];
}

/** The whole numbers from `start` up to but not including `end`. */
export function range(start: number, end: number): number[] {
  return Array.from({ length: Math.max(0, end - start) }, (_, index) => start + index);
}
