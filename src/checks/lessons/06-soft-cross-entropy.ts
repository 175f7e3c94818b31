import type { Exercise } from "../exercise.js";
import { crossEntropyGradient } from "./06-soft-cross-entropy/cross-entropy-gradient.js";
import { labelEntropy } from "./06-soft-cross-entropy/label-entropy.js";
import { softCrossEntropy } from "./06-soft-cross-entropy/soft-cross-entropy.js";
import { votesToLabels } from "./06-soft-cross-entropy/votes-to-labels.js";

export const exercises: readonly Exercise[] = [
  votesToLabels,
  labelEntropy,
  softCrossEntropy,
  crossEntropyGradient,
];
