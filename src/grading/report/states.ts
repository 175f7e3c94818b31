import type { ExerciseResult } from "./results.js";

/** How a state is said, never by colour alone. */
export const stateWords: Readonly<
  Record<ExerciseResult["state"], { readonly mark: string; readonly word: string }>
> = {
  correct: { mark: "✓", word: "correct" },
  incorrect: { mark: "✗", word: "incorrect" },
  notAttempted: { mark: "–", word: "not attempted" },
  uncheckable: { mark: "!", word: "uncheckable" },
  delegated: { mark: "→", word: "delegated" },
  notRun: { mark: "?", word: "not run" },
};

/** Points as a person writes them: 2, 2.5, 0.33. */
export function points(value: number): string {
  return String(Math.round(value * 100) / 100);
}
