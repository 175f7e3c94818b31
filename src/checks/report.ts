import type { Verdict } from "./exercise.js";
import { type Feedback, feedbackHtml, feedbackText, stateLook } from "./rendering/index.js";

/** Feedback as a thing that notebooks display: one bundle of HTML and text. */
export function displayed(feedback: Feedback): Displayed {
  const bundle = { "text/plain": feedbackText(feedback), "text/html": feedbackHtml(feedback) };
  return { [Symbol.for("Jupyter.display")]: () => bundle };
}

/** A value that displays itself by a MIME bundle. */
export interface Displayed {
  readonly [display: symbol]: () => { readonly [mimeType: string]: unknown };
}

/**
 * What `check` returns, after it has shown the feedback. A kernel that prints the last value of a cell
 * prints one word of it, for the rest stands above.
 */
export class CheckReport {
  readonly exercise: string;
  readonly verdict: Verdict;
  /** The feedback as plain text. */
  readonly text: string;

  constructor(exercise: string, verdict: Verdict, text: string) {
    this.exercise = exercise;
    this.verdict = verdict;
    this.text = text;
  }

  toString(): string {
    const { sign, word } = stateLook(this.verdict.state);
    return `${sign} ${word}`;
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }
}
