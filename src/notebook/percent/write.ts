import type { PercentCell, PercentSource } from "./types.js";

/** Writes a lesson source in jupytext's percent format; `parsePercent` reads the same back. */
export function writePercent(source: PercentSource): string {
  const blocks = source.cells.map(writeCell);
  if (source.header !== undefined) {
    blocks.unshift(["---", ...source.header, "---"].map(comment).map(escapeMarker).join("\n"));
  }
  return `${blocks.join("\n\n")}\n`;
}

function writeCell(cell: PercentCell): string {
  const kind = cell.type === "code" ? "" : ` [${cell.type}]`;
  const keys = Object.entries({ id: cell.id, exercise: cell.exercise, role: cell.role })
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}=${JSON.stringify(value)}`);
  const header = `// %%${kind}${keys.join("")}`;
  if (cell.source === "") return header;
  const lines = cell.source.split("\n");
  const body = cell.type === "code" ? lines : lines.map(comment);
  return [header, ...body.map(escapeMarker)].join("\n");
}

function comment(line: string): string {
  return line === "" ? "//" : `// ${line}`;
}

/** A line that looks like a cell header gets one more comment mark, which reading takes off. */
function escapeMarker(line: string): string {
  return /^(\/\/ )*\/\/ ?%%/.test(line) ? `// ${line}` : line;
}
