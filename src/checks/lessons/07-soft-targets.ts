import type { Exercise } from "../exercise.js";
import { annotatorsExercise } from "./07-soft-targets/annotators.js";
import { bestMask } from "./07-soft-targets/best-mask.js";
import { jaccardMetric } from "./07-soft-targets/jaccard-metric.js";

export const exercises: readonly Exercise[] = [bestMask, jaccardMetric, annotatorsExercise];
