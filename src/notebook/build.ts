import { notebookFromPercent } from "./fromPercent.js";
import type { Notebook } from "./nbformat.js";
import { parseNotebook } from "./parse.js";
import { release } from "./release.js";
import { serializeNotebook } from "./serialize.js";

/** One lesson to build: `stem` 04-soft-iou, its source text, its points by exercise id. */
export interface LessonSource {
  readonly stem: string;
  readonly source: string;
  readonly points: { readonly [exercise: string]: number };
}

/** What a build does to the world; paths are relative to the checkout, with `/`. */
export interface BuildEffects {
  /** The file's text, or `null` when there is none. */
  readonly read: (path: string) => string | null;
  readonly write: (path: string, text: string) => void;
  readonly log: (line: string) => void;
}

export interface BuildResult {
  readonly status: "built" | "failed";
  readonly written: readonly string[];
}

export interface BuildOptions {
  /** Write nothing; fail where a file in the tree is not what its source gives. */
  readonly check?: boolean;
  /** Overwrite a notebook in which somebody has run cells. */
  readonly force?: boolean;
}

/** Builds each lesson's release and solved master; a lesson with a problem stops no other. */
export function buildNotebooks(
  lessons: readonly LessonSource[],
  effects: BuildEffects,
  options: BuildOptions = {},
): BuildResult {
  const written: string[] = [];
  let failures = 0;
  const fail = (line: string): void => {
    failures += 1;
    effects.log(line);
  };
  for (const lesson of lessons) {
    const built = notebookFromPercent(lesson.source, {
      lesson: lesson.stem,
      points: lesson.points,
    });
    if (built.status === "failed") {
      for (const { message } of built.problems) fail(`notebooks/${lesson.stem}.ts: ${message}`);
      continue;
    }
    const path = `notebooks/${lesson.stem}.ipynb`;
    const released = release(built.notebook);
    const current = effects.read(path);
    const text = serializeNotebook(released);
    if (options.check === true) {
      if (current !== text) fail(`${path}${difference(current, released)} ${remedy}`);
      continue;
    }
    if (current !== null && current !== text && options.force !== true && hasBeenRun(current)) {
      fail(
        `${path}: cells in it have been run. Move it away, or build with --force to replace it.`,
      );
      continue;
    }
    const files = { [path]: text, [masterPath(lesson.stem)]: serializeNotebook(built.notebook) };
    for (const [file, content] of Object.entries(files)) {
      if (effects.read(file) === content) continue;
      effects.write(file, content);
      written.push(file);
      effects.log(`wrote ${file}`);
    }
  }
  return { status: failures > 0 ? "failed" : "built", written };
}

const remedy = "Run: npm run build:notebooks";

/** Where the solved notebook of a lesson is built; git ignores the folder. */
export function masterPath(stem: string): string {
  return `.softgrad/masters/${stem}.ipynb`;
}

function hasBeenRun(text: string): boolean {
  const parsed = parseNotebook(text);
  if (parsed.status === "failed") return false;
  return parsed.notebook.cells.some(
    (cell) =>
      cell.cell_type === "code" && (cell.execution_count !== null || cell.outputs.length > 0),
  );
}

function difference(current: string | null, fresh: Notebook): string {
  if (current === null) return " is missing.";
  const parsed = parseNotebook(current);
  if (parsed.status === "failed") return `: ${parsed.message}`;
  const { cells } = parsed.notebook;
  for (const [index, cell] of fresh.cells.entries()) {
    const there = cells[index];
    if (there === undefined) return `: cell ${index + 1} ("${cell.id}") is missing.`;
    if (sameText({ cells: [there] }, { cells: [cell] })) continue;
    return `: cell ${index + 1} ("${cell.id}") is not what its source gives.`;
  }
  if (cells.length > fresh.cells.length) {
    return `: cell ${fresh.cells.length + 1} is in no source.`;
  }
  return ": its metadata or layout is not what its source gives.";
}

function sameText(a: Pick<Notebook, "cells">, b: Pick<Notebook, "cells">): boolean {
  const shell = { nbformat: 4, nbformat_minor: 5, metadata: {} } as const;
  return serializeNotebook({ ...shell, ...a }) === serializeNotebook({ ...shell, ...b });
}
