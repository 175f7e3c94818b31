import type { Comment } from "oxc-parser";

export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface LineBreak extends Span {
  /** What to put in its place: a space, or as many line breaks as the cell had there. */
  readonly text: string;
}

/**
 * The compiler prints code in lines of its own. This tells for each of its line breaks what to put
 * there so that code stands on the line that it has in the cell, where that can be done.
 *
 * Printed code ends every statement by a semicolon, so joining lines changes no meaning.
 *
 * @param sourceLines for each printed line the cell's line, from 0, or undefined.
 * @param kept spans in which line breaks are content: template text.
 */
export function layOut(
  code: string,
  sourceLines: readonly (number | undefined)[],
  kept: readonly Span[],
  comments: readonly Comment[],
): LineBreak[] {
  const ends = new Set(comments.filter(({ type }) => type === "Line").map(({ end }) => end));
  const content = [...kept, ...comments].sort((a, b) => a.start - b.start);
  const breaks: LineBreak[] = [];
  let line = 0;
  let printed = 0;
  let next = 0;
  for (let at = code.indexOf("\n"); at !== -1; at = code.indexOf("\n", at + 1)) {
    printed += 1;
    while ((content[next]?.end ?? Number.POSITIVE_INFINITY) <= at) next += 1;
    if ((content[next]?.start ?? Number.POSITIVE_INFINITY) <= at) {
      line += 1;
      continue;
    }
    // The break after `// …` ends the comment and has to stay.
    const missing = Math.max(ends.has(at) ? 1 : 0, (sourceLines[printed] ?? line) - line);
    line += missing;
    breaks.push({ start: at, end: at + 1, text: missing === 0 ? " " : "\n".repeat(missing) });
  }
  return breaks;
}
