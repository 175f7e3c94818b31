import type { ActivationOptions, MaskOptions, Reduction, Smooth } from "../losses/options.js";

export interface OverlapMetricOptions extends MaskOptions, ActivationOptions {
  /** Number of classes; needed when target and prediction are both class indices. */
  readonly numClasses?: number;
  /** Counts over each image, or over the whole batch; "image" when absent. */
  readonly over?: "image" | "batch";
  /** "none" when absent: one value a class. */
  readonly reduction?: Reduction;
  /** Added to numerator and denominator; 0 when absent, and then absent classes are NaN. */
  readonly smooth?: Smooth;
}
