import type { Exercise } from "../exercise.js";
import { annotatorShare } from "./09-capstone/annotator-share.js";
import { calibrationGapExercise } from "./09-capstone/calibration-gap.js";
import { expectedBrierExercise } from "./09-capstone/expected-brier.js";
import { pairedDifferenceExercise } from "./09-capstone/paired-difference.js";

export const exercises: readonly Exercise[] = [
  annotatorShare,
  expectedBrierExercise,
  calibrationGapExercise,
  pairedDifferenceExercise,
];
