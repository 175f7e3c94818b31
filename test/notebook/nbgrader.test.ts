import { describe, expect, test } from "vitest";
import { z } from "zod";
import {
  type Cell,
  type CodeCell,
  nbgraderChecksum,
  notebookFromPercent,
  release,
} from "../../src/notebook/index.js";
import { lesson, lessonPoints } from "./lesson.js";

/** nbgrader's cell metadata, nbgraderformat v3: no other property, and these combinations alone. */
const schema = z.strictObject({
  schema_version: z.literal(3),
  grade: z.boolean(),
  locked: z.boolean(),
  solution: z.boolean(),
  task: z.boolean(),
  grade_id: z.string().regex(/^[a-zA-Z0-9_-]+$/),
  points: z.number().nonnegative().optional(),
});

const kinds: Record<string, string> = {
  "grade=F solution=T locked=F task=F points=no": "autograded answer",
  "grade=T solution=F locked=T task=F points=yes": "autograder tests",
  "grade=F solution=F locked=T task=F points=no": "read-only",
};

function kindOf(cell: Cell): string | undefined {
  const { grade, solution, locked, task, points } = schema.parse(cell.metadata.nbgrader);
  const letter = (flag: boolean) => (flag ? "T" : "F");
  const flags = `grade=${letter(grade)} solution=${letter(solution)} locked=${letter(locked)} task=${letter(task)}`;
  return kinds[`${flags} points=${points === undefined ? "no" : "yes"}`];
}

describe("nbgrader's metadata", () => {
  const built = notebookFromPercent(lesson, { lesson: "09-sums", points: lessonPoints });
  if (built.status === "failed") throw new Error(JSON.stringify(built.problems));

  test.each([
    ["master", built.notebook],
    ["release", release(built.notebook)],
  ])("of the %s keeps to version 3", (_, { cells }) => {
    expect(cells.map(kindOf)).toEqual([
      "read-only",
      "read-only",
      "autograded answer",
      "autograder tests",
    ]);
    const ids = cells.map((cell) => cell.metadata.nbgrader?.grade_id);
    expect(new Set(ids).size).toBe(cells.length);
  });
});

/** The sums come from nbgrader 0.9.6's own compute_checksum. */
describe("nbgrader's checksum", () => {
  const code = (source: string, nbgrader: object): CodeCell => ({
    cell_type: "code",
    id: "x",
    source,
    execution_count: null,
    outputs: [],
    metadata: { nbgrader: { schema_version: 3, task: false, ...nbgrader } as never },
  });
  const answer = { grade: false, solution: true, locked: false, grade_id: "sum" };
  const check = { grade: true, solution: false, locked: true, grade_id: "sum-check" };

  test.each([
    ["an answer", code("const a = 'é';\nb", answer), "746fc2ae958dbf81f727655b7c384bd3"],
    ["whole points", code("check", { ...check, points: 2 }), "945e2943b73c2559ad43c8616aeb2608"],
    ["half a point", code("check", { ...check, points: 0.5 }), "40e9efddabdcc6404ada2479773ac347"],
  ])("of %s", (_, cell, sum) => {
    expect(nbgraderChecksum(cell)).toBe(sum);
  });

  test("of a read-only Markdown cell", () => {
    const nbgrader = {
      schema_version: 3,
      grade: false,
      solution: false,
      locked: true,
      task: false,
      grade_id: "goal",
    } as const;
    const cell: Cell = { cell_type: "markdown", id: "x", source: "# T", metadata: { nbgrader } };
    expect(nbgraderChecksum(cell)).toBe("0e43d4b987d0ea07d408984ab0242bc1");
  });

  test("of a cell that nbgrader does not know", () => {
    expect(nbgraderChecksum({ cell_type: "raw", id: "x", source: "", metadata: {} })).toBeNull();
  });
});
