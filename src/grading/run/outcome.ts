import type { Exercise } from "../../checks/exercise.js";
import type { CellEnd } from "./job.js";
import type { RunEnd } from "./runEnd.js";

/** What is known of one exercise after all runs; only `observed` can earn points. */
export type Outcome =
  | { readonly status: "observed"; readonly exercise: Exercise; readonly observations: unknown }
  | { readonly status: "untouched" | "missing"; readonly exercise: Exercise }
  /** The answer's cell, or the probe of it, did not end well: the learner's own doing. */
  | { readonly status: "broke"; readonly exercise: Exercise; readonly how: Breakage }
  /** Nobody knows: not the same as wrong. */
  | { readonly status: "notRun"; readonly exercise: Exercise; readonly message: string };

export type Breakage =
  | { readonly where: "answer" | "probe"; readonly end: CellEnd }
  /** It took the whole sandbox with it. */
  | { readonly where: "answer" | "probe"; readonly run: RunEnd }
  /** It showed observations of its own beside the probe's. */
  | { readonly where: "probe"; readonly forged: number }
  | { readonly where: "probe"; readonly tooMuchOutput: true };
