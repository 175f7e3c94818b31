import { readHeader } from "./header.js";
import type { LocatedCell, PercentProblem } from "./types.js";

export type ParsedPercent =
  | {
      readonly status: "ok";
      readonly header?: readonly string[];
      readonly cells: readonly LocatedCell[];
    }
  | { readonly status: "failed"; readonly problems: readonly PercentProblem[] };

const cellMarker = /^\/\/ ?%%/;

/**
 * Reads a lesson source in jupytext's percent format for TypeScript: an optional YAML header between
 * two `// ---`, then cells that each begin with `// %%` or `// %% [markdown]` and carry
 * `id="…"`, and `exercise="…" role="answer|check"` where they belong to an exercise. Blank lines at
 * a cell's end are no part of it. All problems are reported, not only the first.
 */
export function parsePercent(text: string): ParsedPercent {
  const lines = text.replace(/^\uFEFF/, "").split(/\r?\n/);
  const problems: PercentProblem[] = [];
  const yaml = takeYaml(lines);
  const starts = lines.flatMap((line, index) => (cellMarker.test(line) ? [index] : []));
  const first = starts[0] ?? lines.length;
  const stray = lines.findIndex((line, at) => at >= yaml.next && at < first && line.trim() !== "");
  if (stray >= 0) {
    problems.push({
      code: "textBeforeCells",
      line: stray + 1,
      message: `Line ${stray + 1}: text stands before the first cell. Put a line "// %% id=\\"…\\"" above it.`,
    });
  }
  if (starts.length === 0) {
    problems.push({
      code: "noCells",
      message: 'No cell found. Begin each cell with a line "// %% id=\\"…\\"".',
    });
  }
  const cells = starts.flatMap((start, nth) => {
    const end = starts[nth + 1] ?? lines.length;
    const cell = readCell(lines.slice(start, end), start + 1, problems);
    return cell === null ? [] : [cell];
  });
  reportDuplicates(cells, problems);
  if (problems.length > 0) return { status: "failed", problems };
  return yaml.header === undefined
    ? { status: "ok", cells }
    : { status: "ok", header: yaml.header, cells };
}

/** The YAML header, and the first line after it. */
function takeYaml(lines: readonly string[]): { header?: string[]; next: number } {
  const open = lines.findIndex((line) => line.trim() !== "");
  if (lines[open]?.trimEnd() !== "// ---") return { next: 0 };
  const close = lines.findIndex((line, index) => index > open && line.trimEnd() === "// ---");
  if (close < 0) return { next: 0 };
  return {
    header: lines
      .slice(open + 1, close)
      .map(unescapeMarker)
      .map(uncomment),
    next: close + 1,
  };
}

function readCell(
  lines: readonly string[],
  line: number,
  problems: PercentProblem[],
): LocatedCell | null {
  const header = readHeader(lines[0] ?? "", line, problems);
  if (header === null) return null;
  const body = lines.slice(1).map(unescapeMarker);
  while (body.at(-1)?.trim() === "") body.pop();
  if (header.type === "code") {
    return { ...header, line, source: body.join("\n") };
  }
  body.forEach((text, index) => {
    if (text.startsWith("//") || text.trim() === "") return;
    const at = line + 1 + index;
    const message = `Line ${at}: text of a ${header.type} cell is no comment. Begin the line with "// ", or begin a code cell above it.`;
    problems.push({ code: "textInMarkdown", line: at, message });
  });
  return { ...header, line, source: body.map(uncomment).join("\n").trimEnd() };
}

function uncomment(line: string): string {
  return line.replace(/^\/\/ ?/, "");
}

function unescapeMarker(line: string): string {
  return /^\/\/ (\/\/ )*\/\/ ?%%/.test(line) ? line.slice("// ".length) : line;
}

function reportDuplicates(cells: readonly LocatedCell[], problems: PercentProblem[]): void {
  const seen = new Map<string, number>();
  for (const { id, line } of cells) {
    const earlier = seen.get(id);
    if (earlier === undefined) seen.set(id, line);
    else {
      const message = `Line ${line}: the id "${id}" is taken by the cell of line ${earlier}. Give each cell its own.`;
      problems.push({ code: "duplicateId", line, message });
    }
  }
}
