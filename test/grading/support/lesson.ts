import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Exercise } from "../../../src/checks/exercise.js";
import { exercises } from "../../../src/checks/lessons/index.js";
import { type Assignment, assignmentFrom } from "../../../src/grading/index.js";
import {
  type Cell,
  type Notebook,
  notebookFromPercent,
  release,
} from "../../../src/notebook/index.js";

export const root = fileURLToPath(new URL("../../..", import.meta.url));

export function lesson(id = "04-soft-iou"): {
  assignment: Assignment;
  solved: Notebook;
  released: Notebook;
} {
  const source = readFileSync(`${root}/notebooks/${id}.ts`, "utf8");
  const own = exercises.filter((exercise) => exercise.lesson === id);
  const built = assignmentFrom(id, source, own);
  const points = Object.fromEntries(own.map((exercise) => [exercise.id, exercise.points]));
  const notebook = notebookFromPercent(source, { lesson: id, points });
  if (built.status !== "built" || notebook.status !== "ok") throw new Error(`${id} does not build`);
  return {
    assignment: built.assignment,
    solved: notebook.notebook,
    released: release(notebook.notebook),
  };
}

export function exercise(id: string): Exercise {
  const found = exercises.find((each) => each.id === id);
  if (found === undefined) throw new Error(`There is no exercise ${id}`);
  return found;
}

export function withSources(
  notebook: Notebook,
  sources: Readonly<Record<string, string>>,
): Notebook {
  const cells = notebook.cells.map((cell) => ({
    ...cell,
    source: sources[cell.id] ?? cell.source,
  }));
  return { ...notebook, cells };
}

export function codeCell(id: string, source: string): Cell {
  return { cell_type: "code", id, metadata: {}, source, execution_count: null, outputs: [] };
}
