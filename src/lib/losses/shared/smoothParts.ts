import type { Smooth } from "../options.js";

/** Smooth with both of its parts named. */
export function smoothParts(smooth: Smooth): { numerator: number; denominator: number } {
  return typeof smooth === "number" ? { numerator: smooth, denominator: smooth } : smooth;
}
