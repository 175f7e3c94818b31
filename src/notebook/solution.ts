/** A block of solution lines in an answer cell: indices of its first and last line. */
export interface SolutionBlock {
  readonly begin: number;
  readonly end: number;
  readonly indent: string;
}

export type SolutionBlocks =
  | { readonly status: "ok"; readonly blocks: readonly SolutionBlock[] }
  | {
      readonly status: "failed";
      readonly code: "solutionNotEnded" | "solutionNotBegun";
      readonly line: number;
    };

const begin = /^(\s*)\/\/ BEGIN SOLUTION\s*$/;
const end = /^\s*\/\/ END SOLUTION\s*$/;

/** Finds `// BEGIN SOLUTION` … `// END SOLUTION` in a cell's source. */
export function solutionBlocks(source: string): SolutionBlocks {
  const blocks: SolutionBlock[] = [];
  let open: { begin: number; indent: string } | null = null;
  for (const [line, text] of source.split("\n").entries()) {
    const opened = begin.exec(text);
    if (opened !== null) {
      if (open !== null) return { status: "failed", code: "solutionNotEnded", line: open.begin };
      open = { begin: line, indent: opened[1] ?? "" };
    } else if (end.test(text)) {
      if (open === null) return { status: "failed", code: "solutionNotBegun", line };
      blocks.push({ ...open, end: line });
      open = null;
    }
  }
  if (open !== null) return { status: "failed", code: "solutionNotEnded", line: open.begin };
  return { status: "ok", blocks };
}
