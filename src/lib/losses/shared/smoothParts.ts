import type { Smooth } from "../options.js";

/** MONAI's default, small enough to leave scores of small classes alone. */
export const DEFAULT_SMOOTH = 1e-5;

/** Smooth with both of its parts named. */
export function smoothParts(smooth: Smooth): { numerator: number; denominator: number } {
  return typeof smooth === "number" ? { numerator: smooth, denominator: smooth } : smooth;
}
