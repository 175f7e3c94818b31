import type { ActivationOptions, MaskOptions, Reduction, Smooth } from "../losses/options.js";

export interface OverlapMetricOptions extends MaskOptions, ActivationOptions {
  /** Number of classes; needed when target and prediction are both class indices. */
  readonly numClasses?: number;
  /** Counts over each image, or over the whole batch; "image" when absent. */
  readonly over?: "image" | "batch";
  /**
   * Classes that are measured: all of them, those with a target pixel ("present": the others are NaN, also where
   * they are predicted), or the ones listed, in their order. "all" when absent.
   */
  readonly classes?: "all" | "present" | readonly number[];
  /** Whether one value a class is returned, their mean, or their sum; "none" when absent. */
  readonly reduction?: Reduction;
  /** Added to numerator and denominator; with 0 a class in neither tensor is NaN; 0 when absent. */
  readonly smooth?: Smooth;
}
