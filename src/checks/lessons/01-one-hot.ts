import type { Exercise } from "../exercise.js";
import { expectedErrorExercise } from "./01-one-hot/expected-error.js";
import { gradientFates } from "./01-one-hot/gradient-fates.js";
import { hardLossSlopes } from "./01-one-hot/hard-loss-slopes.js";
import { oneHotByComparison } from "./01-one-hot/one-hot-by-comparison.js";

export const exercises: readonly Exercise[] = [
  gradientFates,
  hardLossSlopes,
  oneHotByComparison,
  expectedErrorExercise,
];
