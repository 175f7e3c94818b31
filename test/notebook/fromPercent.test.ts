import { describe, expect, test } from "vitest";
import {
  cellRole,
  notebookFromPercent,
  parseNotebook,
  release,
  serializeNotebook,
} from "../../src/notebook/index.js";
import { lesson, lessonPoints } from "./lesson.js";

function built() {
  const result = notebookFromPercent(lesson, { lesson: "09-sums", points: lessonPoints });
  if (result.status === "failed") throw new Error(JSON.stringify(result.problems));
  return result.notebook;
}

describe("notebookFromPercent", () => {
  test("gives each cell nbgrader's metadata, version 3, and nothing else", () => {
    expect(built().cells.map((cell) => cell.metadata)).toEqual([
      { nbgrader: { ...readOnly, grade_id: "goal" } },
      { nbgrader: { ...readOnly, grade_id: "imports" } },
      {
        nbgrader: {
          schema_version: 3,
          grade_id: "sum",
          grade: false,
          locked: false,
          solution: true,
          task: false,
        },
      },
      { nbgrader: { ...readOnly, grade_id: "sum-check", grade: true, points: 2 } },
    ]);
  });

  test("names the kernel of stock tslab, the lesson and where the notebook comes from", () => {
    expect(built().metadata).toEqual({
      kernelspec: { name: "tslab", display_name: "TypeScript", language: "typescript" },
      language_info: { name: "typescript", file_extension: ".ts", mimetype: "text/typescript" },
      softgrad: {
        lesson: "09-sums",
        notice: "Built from 09-sums.ts: change that file, then build again.",
      },
    });
  });

  test("keeps neither outputs nor counts", () => {
    for (const cell of built().cells) {
      if (cell.cell_type === "code") {
        expect(cell).toMatchObject({ execution_count: null, outputs: [] });
      }
    }
  });

  test("knows each cell's exercise and role", () => {
    expect(built().cells.map(cellRole)).toEqual([
      null,
      null,
      { exercise: "sum", role: "answer" },
      { exercise: "sum", role: "check" },
    ]);
  });
});

describe("release", () => {
  test("puts a stub that throws in the solution's place and keeps its indent", () => {
    expect(release(built()).cells[2]?.source).toBe(
      ["function sum(values: number[]): number {", '  throw new NotAttempted("sum");', "}"].join(
        "\n",
      ),
    );
  });

  test("changes nothing else", () => {
    const master = built();
    const cells = release(master).cells.map((cell) => {
      const original = master.cells.find(({ id }) => id === cell.id);
      return cellRole(cell)?.role === "answer" && original !== undefined ? original : cell;
    });
    expect(serializeNotebook({ ...master, cells })).toBe(serializeNotebook(master));
  });

  test("is read back as it was written", () => {
    const notebook = release(built());
    expect(parseNotebook(serializeNotebook(notebook))).toEqual({ status: "ok", notebook });
  });
});

const readOnly = { schema_version: 3, grade: false, locked: true, solution: false, task: false };
