import type { OverlapOptions, Reduction } from "../options.js";
import type { Ratio } from "../shared/overlaps.js";
import { DEFAULT_SMOOTH, smoothParts } from "../shared/smoothParts.js";

/** What makes losses of sums; in the form in which a tape keeps it. */
export interface ScoreSettings extends Ratio {
  /** Smoothing of numerator and denominator. */
  readonly smooth: readonly [number, number];
  readonly logLoss: boolean;
  /** The exponent on each loss. */
  readonly gamma: number;
  /** A factor a class. */
  readonly classWeights: readonly number[];
  /** Whether classes without a target pixel have the factor 0. */
  readonly presentOnly: boolean;
  /** What a mean is divided by: the factors given, or the pairs of group and class that count. */
  readonly normalizeWeights: boolean;
  /** The classes that count, in the order of the result. */
  readonly picks: readonly number[];
  readonly reduction: Reduction;
}

/** The options with what counts when they are absent. */
export function scoreSettings(
  options: OverlapOptions,
  ratio: Ratio,
  gamma: number,
  count: number,
): ScoreSettings {
  const { classes = "all", classWeights, normalizeWeights, logLoss, reduction } = options;
  const smooth = smoothParts(options.smooth ?? DEFAULT_SMOOTH);
  return {
    ...ratio,
    smooth: [smooth.numerator, smooth.denominator],
    logLoss: logLoss ?? false,
    gamma,
    classWeights: classWeights ?? [],
    presentOnly: classes === "present",
    normalizeWeights: normalizeWeights ?? false,
    picks: typeof classes === "string" ? Array.from({ length: count }, (_, c) => c) : classes,
    reduction: reduction ?? "mean",
  };
}
