import type * as tf from "@tensorflow/tfjs";

/** What becomes of the single losses: left as they are, averaged, or summed. */
export type Reduction = "none" | "mean" | "sum";

/** What turns the network's output into probabilities; "none" when it is probabilities already. */
export type Activation = "none" | "softmax" | "sigmoid";

/** Added to numerator and denominator of an overlap, together or each its own. */
export type Smooth = number | { readonly numerator: number; readonly denominator: number };

export interface MaskOptions {
  /**
   * Pixels that count, `[batch, ...spatial]` or `[batch, ...spatial, 1]`: those where the mask is not
   * 0. The others have exactly zero gradient and no weight in any mean, whatever stands in them.
   */
  readonly mask?: tf.Tensor;
  /**
   * Leaves out the pixels whose target is this index, such as 255; adds to `mask`. In a target with a
   * class axis it is looked for in every class, so there it can be neither 0 nor 1.
   */
  readonly ignoreIndex?: number;
}

export interface LossOptions extends MaskOptions {
  /** One factor a class, 0 or more; the mean is not divided by them, unless `normalizeWeights` says so. */
  readonly classWeights?: readonly number[];
  /** Divide the mean by the sum of the weights (a whole pixel's is Σ_c w_c t_c), not their number; false when absent. */
  readonly normalizeWeights?: boolean;
  /** Whether single losses are returned, their mean, or their sum; "mean" when absent. */
  readonly reduction?: Reduction;
  /**
   * Read the values and throw a RangeError for NaN, infinities, probabilities and labels outside
   * [0, 1] and label rows that do not sum to 1. It waits for the device: for lessons and debugging;
   * false when absent.
   */
  readonly validate?: boolean;
}

export interface ActivationOptions {
  /** What makes logits probabilities; "none" when absent: the prediction is probabilities already. */
  readonly activation?: Activation;
  /** α, a factor on the logits before the activation, more than 0; 1 when absent. */
  readonly alpha?: number;
}

export interface OverlapOptions extends LossOptions, ActivationOptions {
  /**
   * Smoothing s, added to numerator and denominator, or to each its own part; 1e-5 when absent. It keeps a class
   * that is empty in target and prediction from dividing 0 by 0, and has a say only where sums are small.
   * In every loss such a class, and one whose pixels are all masked, has loss 0 (1 − numerator / denominator
   * where the two parts differ); so it has with 0, where sums up to 1e-18 count as empty, with gradient 0.
   */
  readonly smooth?: Smooth;
  /** Measure sizes by squares, Σp² and Σt², which is right for soft targets; false when absent. */
  readonly squared?: boolean;
  /**
   * Classes that count: all of them, those with a target pixel ("present": decided for each image, or
   * for the batch with `over: "batch"`), or the ones listed. "all" when absent.
   */
  readonly classes?: "all" | "present" | readonly number[];
  /** Sum the overlap over each image, or over the whole batch; "image" when absent. */
  readonly over?: "image" | "batch";
  /** Return −log(overlap), floored at 1e-7 with a gradient there too, instead of 1 − overlap; false when absent. */
  readonly logLoss?: boolean;
}

/** Options of losses whose sizes are fixed by their formula. */
export type PlainOverlapOptions = Omit<OverlapOptions, "squared">;

/**
 * How true positives are counted where target or prediction is soft: "product", Σpt, whose minimum is
 * at hard predictions, or "l1", (Σp + Σt − Σ|p − t|) / 2, whose minimum is at p = t. On hard values
 * both are the same.
 */
export type OverlapForm = "product" | "l1";

export interface TverskyOptions extends PlainOverlapOptions {
  /** α, the weight of false positives, 0 or more; 0.5 when absent. */
  readonly falsePositiveWeight?: number;
  /** β, the weight of false negatives, 0 or more; 0.5 when absent. */
  readonly falseNegativeWeight?: number;
  /** How true positives are counted; "l1" is right for soft targets; "product" when absent. */
  readonly form?: OverlapForm;
}

export interface FocalTverskyOptions extends TverskyOptions {
  /** γ, the exponent on each class's loss, more than 0; 4/3 when absent. */
  readonly gamma?: number;
}

/** The two ways of extending an overlap to soft labels, by their number in the paper. */
export interface VariantOptions extends PlainOverlapOptions {
  /** Which of the two formulas, which agree where target and prediction are hard; 1 when absent. */
  readonly variant?: 1 | 2;
}

export interface GeneralizedDiceOptions
  extends Omit<PlainOverlapOptions, "classWeights" | "normalizeWeights"> {
  /** A class's weight by its size T in the target: 1/T², 1/T or 1; "square" when absent. */
  readonly weightType?: "square" | "simple" | "uniform";
  /** How true positives are counted; "l1" is right for soft targets; "product" when absent. */
  readonly form?: OverlapForm;
}

/** Options of the Lovász losses, whose sizes are fixed by their formula. */
export type LovaszOptions = Omit<OverlapOptions, "squared" | "smooth" | "logLoss">;

export interface CrossEntropyOptions extends LossOptions {
  /** Mixes the targets by this much, in [0, 1], with 1 / C (softmax), or with ½ (sigmoid: yes or no); 0 when absent. */
  readonly labelSmoothing?: number;
}

export interface SigmoidCrossEntropyOptions extends CrossEntropyOptions {
  /** Factor on the positive part of the loss, one for all classes or one a class; 1 when absent. */
  readonly positiveWeight?: number | readonly number[];
}
