import { type Feedback, feedbackHtml, feedbackText } from "./rendering/index.js";

/** Feedback as a thing that notebooks display: one bundle of HTML and text. */
export function displayed(feedback: Feedback): Displayed {
  const bundle = { "text/plain": feedbackText(feedback), "text/html": feedbackHtml(feedback) };
  return { [Symbol.for("Jupyter.display")]: () => bundle };
}

/** A value that displays itself by a MIME bundle. */
export interface Displayed {
  readonly [display: symbol]: () => { readonly [mimeType: string]: unknown };
}
