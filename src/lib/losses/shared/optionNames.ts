import type {
  GeneralizedDiceOptions,
  LossOptions,
  LovaszOptions,
  PlainOverlapOptions,
} from "../options.js";

/** What every loss takes. */
export const lossOptions = [
  "classWeights",
  "normalizeWeights",
  "mask",
  "ignoreIndex",
  "reduction",
  "validate",
] as const satisfies readonly (keyof LossOptions)[];

/** What losses take whose classes are not weighed by the caller. */
export const unweightedOptions = [
  "classes",
  "over",
  "mask",
  "ignoreIndex",
  "reduction",
  "validate",
] as const satisfies readonly (keyof GeneralizedDiceOptions)[];

/** What the Lovász losses take, both. */
export const lovaszOptions = [
  "classes",
  "over",
  ...lossOptions,
] as const satisfies readonly (keyof LovaszOptions)[];

/** What every loss takes that is one minus an overlap. */
export const overlapOptions = [
  "activation",
  "alpha",
  "smooth",
  "classes",
  "over",
  "logLoss",
  ...lossOptions,
] as const satisfies readonly (keyof PlainOverlapOptions)[];
