import type { Exercise } from "../exercise.js";
import { binaryCrossEntropyExercise } from "./03-binary/binary-cross-entropy.js";
import { binaryGradient } from "./03-binary/binary-gradient.js";
import { oneChannel } from "./03-binary/one-channel.js";
import { voidPixels } from "./03-binary/void-pixels.js";

export const exercises: readonly Exercise[] = [
  oneChannel,
  binaryCrossEntropyExercise,
  binaryGradient,
  voidPixels,
];
