import type { Exercise } from "../exercise.js";
import { hardenedLabels } from "./02-soft-one-hot/hardened-labels.js";
import { logSoftLabels } from "./02-soft-one-hot/log-soft-labels.js";
import { rowEntropy } from "./02-soft-one-hot/row-entropy.js";
import { saturationSlope } from "./02-soft-one-hot/saturation-slope.js";

export const exercises: readonly Exercise[] = [
  hardenedLabels,
  saturationSlope,
  logSoftLabels,
  rowEntropy,
];
