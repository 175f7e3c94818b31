import type { Exercise } from "../exercise.js";
import { diceFromIou } from "./05-soft-dice/dice-from-iou.js";
import { diceGradientExercise } from "./05-soft-dice/dice-gradient.js";
import { squaredDice } from "./05-soft-dice/squared-dice.js";
import { tverskyLossExercise } from "./05-soft-dice/tversky-loss.js";

export const exercises: readonly Exercise[] = [
  diceFromIou,
  squaredDice,
  diceGradientExercise,
  tverskyLossExercise,
];
