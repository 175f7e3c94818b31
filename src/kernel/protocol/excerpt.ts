import type { Position } from "../language/types.js";

const around = 1;
const widest = 160;

/** Lines of a cell around a place, numbered, with a caret under it. */
export function excerpt(code: string, start: Position, end: Position = start): string[] {
  const lines = code.split(/\r\n|[\n\r\u2028\u2029]/);
  const first = Math.max(1, start.line - around);
  const last = Math.min(lines.length, start.line + around);
  const digits = String(last).length;
  const shown: string[] = [];
  for (let number = first; number <= last; number++) {
    const line = lines[number - 1] ?? "";
    const isPlace = number === start.line;
    // The window moves with a place far to the right in a line that a program wrote.
    const offset = isPlace && start.column > widest ? start.column - widest / 2 : 0;
    const window = line.slice(offset, offset + widest);
    shown.push(`${isPlace ? ">" : " "} ${String(number).padStart(digits)} | ${window}`.trimEnd());
    if (!isPlace) continue;
    const until = end.line === start.line ? end.column : line.length + 1;
    const length = Math.max(1, Math.min(until - start.column, widest - (start.column - offset)));
    const indent = window.slice(0, start.column - 1 - offset).replaceAll(/[^\t]/g, " ");
    shown.push(`  ${" ".repeat(digits)} | ${indent}${"^".repeat(length)}`);
  }
  return shown;
}
