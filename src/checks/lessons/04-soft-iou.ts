import type { Exercise } from "../exercise.js";
import { meanIouExercise } from "./04-soft-iou/mean-iou.js";
import { softIouExercise } from "./04-soft-iou/soft-iou.js";
import { softIouLossExercise } from "./04-soft-iou/soft-iou-loss.js";
import { threadToIou } from "./04-soft-iou/thread-to-iou.js";

export const exercises: readonly Exercise[] = [
  threadToIou,
  softIouExercise,
  softIouLossExercise,
  meanIouExercise,
];
