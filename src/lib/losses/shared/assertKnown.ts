import { kindOf } from "../../tensors/shape.js";
import type { LossOptions, LovaszOptions, PlainOverlapOptions } from "../options.js";

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

/**
 * Throws a TypeError for an option that the loss does not have.
 *
 * The compiler says so too, but not to JavaScript, nor of options that come from elsewhere; there it
 * would be left out in silence, and another loss be trained.
 */
export function assertKnown(action: string, options: object, known: readonly string[]): void {
  if (typeof options !== "object" || options === null) {
    throw new TypeError(`Cannot ${action}: options must be an object, but is ${kindOf(options)}`);
  }
  for (const [name, value] of Object.entries(options)) {
    if (value === undefined || known.includes(name)) continue;
    throw new TypeError(
      `Cannot ${action}: ${name} is no option of this loss, which takes ${known.join(", ")}`,
    );
  }
}
