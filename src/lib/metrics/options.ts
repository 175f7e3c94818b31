import type { Activation, MaskOptions, Reduction, Smooth } from "../losses/options.js";

export interface OverlapMetricOptions extends MaskOptions {
  /** Number of classes; needed when target and prediction are both class indices. */
  readonly numClasses?: number;
  /** Counts over each image, or over the whole batch; "image" when absent. */
  readonly over?: "image" | "batch";
  /** "none" when absent: one value a class. */
  readonly reduction?: Reduction;
  /** Turns logits into probabilities first; "none" when absent. */
  readonly activation?: Activation;
  /** Factor on the logits before the activation; 1 when absent. */
  readonly alpha?: number;
  /** Added to numerator and denominator; 0 when absent, and then absent classes are NaN. */
  readonly smooth?: Smooth;
}
