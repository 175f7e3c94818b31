import type { NotebookProblem } from "./parse.js";

export type ReadFormat =
  | { readonly status: "ok"; readonly minor: number }
  | ({ readonly status: "failed" } & NotebookProblem);

/** Deeper nesting would overflow the stack of whoever walks the notebook after us. */
const maxDepth = 200;

/** Is this JSON a notebook of a version that we read? */
export function readFormat(json: unknown): ReadFormat {
  if (typeof json !== "object" || json === null || Array.isArray(json) || !("nbformat" in json)) {
    return failed(
      "notNotebook",
      'Not a notebook: the JSON has no "nbformat". Hand in the .ipynb file itself.',
    );
  }
  const { nbformat } = json;
  const minor = "nbformat_minor" in json ? json.nbformat_minor : 0;
  if (typeof nbformat !== "number" || typeof minor !== "number") {
    return failed(
      "notNotebook",
      'Not a notebook: "nbformat" and "nbformat_minor" must be numbers. Open it in Jupyter and save it again.',
    );
  }
  if (nbformat < 4) {
    return failed(
      "unsupportedVersion",
      `Notebook too old: it is in nbformat ${nbformat}, and 4 is read. Convert it with "jupyter nbconvert --to notebook --nbformat 4 FILE", or open it in JupyterLab and save it.`,
    );
  }
  if (nbformat > 4) {
    return failed(
      "unsupportedVersion",
      `Notebook too new: it is in nbformat ${nbformat}, and 4 is read. Save it as nbformat 4.`,
    );
  }
  if (deeperThan(json, maxDepth)) {
    return failed(
      "notNotebook",
      `Notebook malformed: it is nested more than ${maxDepth} levels deep. Clear its outputs and save it again.`,
    );
  }
  return { status: "ok", minor };
}

/** Without recursion: the file may be nested to hurt. */
function deeperThan(json: unknown, limit: number): boolean {
  let level: unknown[] = [json];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > limit) return true;
    const next: unknown[] = [];
    for (const value of level) {
      if (typeof value !== "object" || value === null) continue;
      for (const member of Object.values(value)) {
        if (typeof member === "object" && member !== null) next.push(member);
      }
    }
    level = next;
  }
  return false;
}

function failed(code: NotebookProblem["code"], message: string): ReadFormat {
  return { status: "failed", code, message };
}
