import stringWidth from "string-width";
import { oneLine } from "../read/refusal.js";
import { byCodePoint } from "../read/safeNames.js";
import type { Results, SubmissionResult } from "./results.js";
import { points, stateWords } from "./states.js";

/** The results for a terminal: one table an assignment, students sorted, then what was not run. */
export function resultsTable(results: Results): string {
  const tables = results.assignments.flatMap(({ id, exercises }) => {
    const rows = results.submissions.filter(
      ({ assignment, exercises }) => assignment === id && exercises.length > 0,
    );
    if (rows.length === 0) return [];
    const header = ["Student", ...exercises.map((exercise) => exercise.id), "Score"];
    const lines = [...rows]
      .sort(byStudent)
      .map((submission) => [
        oneLine(submission.student, 32),
        ...submission.exercises.map(
          ({ state }) => `${stateWords[state].mark} ${stateWords[state].word}`,
        ),
        scoreOf(submission),
      ]);
    return [`${id}\n${table([header, ...lines])}`];
  });
  const notRun = results.submissions.filter(({ reason }) => reason !== undefined).sort(byStudent);
  if (notRun.length > 0) {
    const lines = notRun.map(
      ({ student, reason }) => `  ${oneLine(student, 32)}: ${oneLine(reason?.message ?? "", 300)}`,
    );
    tables.push(`Not run\n${lines.join("\n")}`);
  }
  return tables.join("\n\n");
}

export function scoreOf({ score, maxScore }: SubmissionResult): string {
  return score === null || maxScore === null ? "not run" : `${points(score)}/${points(maxScore)}`;
}

function byStudent(a: SubmissionResult, b: SubmissionResult): number {
  return byCodePoint(a.student, b.student) || byCodePoint(a.file, b.file);
}

/** Columns as wide as their widest entry on a terminal; the last one, the score, to the right. */
function table(rows: readonly (readonly string[])[]): string {
  const columns = rows[0]?.length ?? 0;
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...rows.map((row) => stringWidth(row[column] ?? ""))),
  );
  const lines = rows.map((row) =>
    row
      .map((entry, column) => {
        const gap = " ".repeat((widths[column] ?? 0) - stringWidth(entry));
        return column === columns - 1 ? `${gap}${entry}` : `${entry}${gap}`;
      })
      .join("  "),
  );
  const rule = widths.map((width) => "─".repeat(width)).join("──");
  return [lines[0], rule, ...lines.slice(1)].map((line) => `  ${line}`).join("\n");
}
