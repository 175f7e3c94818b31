import { feedbackStyle } from "./feedbackStyle.js";
import { escapeHtml } from "./html.js";
import { messageHtml } from "./message.js";
import type { ExerciseResult, SubmissionResult } from "./results.js";
import { points, stateWords } from "./states.js";

export interface FeedbackContext {
  /** Title of the assignment; absent where it is not known. */
  readonly title?: string;
  readonly gradedAt: Date;
  readonly softgrad: string;
}

/** One student's results as a page of its own: no scripts, nothing loaded, all text escaped. */
export function feedbackPage(submission: SubmissionResult, context: FeedbackContext): string {
  const title = context.title ?? submission.assignment ?? submission.file;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(`${title}: ${submission.student}`)}</title>
<style>${feedbackStyle}</style>
</head>
<body>
<header>
<p class="student">${escapeHtml(submission.student)}</p>
<h1>${escapeHtml(title)}</h1>
${score(submission)}
</header>
<main>
${reason(submission)}
${submission.exercises.map(exercise).join("\n")}
${notes(submission)}
</main>
<footer>
<p>${escapeHtml(submission.file)}, graded ${context.gradedAt.toISOString().slice(0, 16).replace("T", " ")} UTC by softgrad ${escapeHtml(context.softgrad)}. Answers run on the cases of the notebook and on further ones drawn for each grading.</p>
</footer>
</body>
</html>
`;
}

function score({ score, maxScore, exercises }: SubmissionResult): string {
  if (score === null || maxScore === null) return `<p class="score">Not run</p>`;
  const correct = exercises.filter(({ state }) => state === "correct").length;
  const share = maxScore === 0 ? 0 : Math.round((100 * score) / maxScore);
  return `<p class="score"><strong>${points(score)}</strong> of ${points(maxScore)} points <span class="detail">${correct} of ${exercises.length} exercises correct</span></p>
<div class="bar" role="img" aria-label="${share} percent"><span style="width:${share}%"></span></div>`;
}

function reason({ reason, status }: SubmissionResult): string {
  if (reason === undefined) return "";
  const heading =
    status === "incomplete" ? "Some exercises were not run" : "This notebook was not run";
  return `<section class="card notRun"><h2>${heading}</h2><p class="message">${escapeHtml(reason.message)}</p><p class="detail">This is no result: ask your instructor to grade it again.</p></section>`;
}

function exercise(result: ExerciseResult): string {
  const { mark, word } = stateWords[result.state];
  const earned = result.score === null ? "–" : points(result.score);
  return `<section class="card ${result.state}">
<h2>${escapeHtml(result.title)} <span class="points">${earned} / ${points(result.maxScore)}</span></h2>
<p class="state"><span class="mark" aria-hidden="true">${mark}</span> ${word}</p>
${messageHtml(result.message)}
${help(result)}
</section>`;
}

function help({ id, state }: ExerciseResult): string {
  const call = `<code>${escapeHtml(`hint("${id}")`)}</code>`;
  switch (state) {
    case "correct":
    case "notRun":
      return "";
    case "notAttempted":
    case "incorrect":
    case "uncheckable":
    case "delegated":
      return `<p class="detail">Stuck? Run ${call} in the notebook: each call says a little more.</p>`;
  }
}

function notes({ notes }: SubmissionResult): string {
  if (notes.length === 0) return "";
  const items = notes.map((note) => `<li>${escapeHtml(note)}</li>`).join("");
  return `<section class="notes"><h2>About your notebook</h2><ul>${items}</ul></section>`;
}
