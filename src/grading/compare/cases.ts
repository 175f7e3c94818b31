import type { Case, Exercise } from "../../checks/exercise.js";
import { hiddenCases } from "../../checks/hiddenCases.js";

/** The visible cases and then those drawn from the seed: the same ones for the whole batch. */
export function caseSource(seed: string): (exercise: Exercise) => readonly Case[] {
  const drawn = new Map<string, readonly Case[]>();
  return (exercise) => {
    const known = drawn.get(exercise.id);
    if (known !== undefined) return known;
    const cases = [...exercise.visible, ...hiddenCases(exercise, seed)];
    drawn.set(exercise.id, cases);
    return cases;
  };
}
