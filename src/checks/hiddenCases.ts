import type { Case, Exercise } from "./exercise.js";
import { seededRandom } from "./random.js";

/** The hidden cases of an exercise for one seed of grading; each exercise draws its own stream. */
export function hiddenCases(exercise: Exercise, seed: string): readonly Case[] {
  return exercise.generate(seededRandom(`${seed}:${exercise.id}`));
}
