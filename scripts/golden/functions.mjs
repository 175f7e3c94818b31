// The table that maps each of the oracle's functions onto the library's public ones.
//
// An entry takes a case `{params, inputs, shape, tf}` whose inputs are tensors and returns what to
// call with `(x, targets, reduction)`, x being the case's logits or probabilities.

import { combinations } from "./combinations.mjs";
import { encodings } from "./encodings.mjs";
import { metrics } from "./metrics.mjs";
import { overlapLosses } from "./overlaps.mjs";
import { pixelLosses } from "./pixels.mjs";

export function functions(softgrad) {
  return {
    ...encodings(softgrad),
    ...overlapLosses(softgrad),
    ...pixelLosses(softgrad),
    ...combinations(softgrad),
    ...metrics(softgrad),
  };
}
