import type { Exercise } from "../exercise.js";
import { biasAndVariance } from "./08-hard-forward/bias-and-variance.js";
import { expectedHardLoss } from "./08-hard-forward/expected-hard-loss.js";
import { gumbelSample } from "./08-hard-forward/gumbel-sample.js";
import { jaccardStepsExercise } from "./08-hard-forward/jaccard-steps.js";
import { straightThroughExercise } from "./08-hard-forward/straight-through.js";

export const exercises: readonly Exercise[] = [
  expectedHardLoss,
  straightThroughExercise,
  biasAndVariance,
  gumbelSample,
  jaccardStepsExercise,
];
