import { describe, expect, test } from "vitest";
import { notebookFromPercent } from "../../src/notebook/index.js";
import { lesson, lessonPoints } from "./lesson.js";

function messages(source: string, points: Record<string, number> = lessonPoints): string[] {
  const built = notebookFromPercent(source, { lesson: "09-sums", points });
  return built.status === "failed" ? built.problems.map(({ message }) => message) : [];
}

describe("a lesson and its exercises", () => {
  test("fit together", () => {
    expect(messages(lesson)).toEqual([]);
  });

  test("an exercise that is not declared", () => {
    expect(messages(lesson, {})).toEqual([
      `Line 15: exercise "sum" is not declared. Declare it in the lesson's exercises (declared: none).`,
      `Line 24: exercise "sum" is not declared. Declare it in the lesson's exercises (declared: none).`,
    ]);
  });

  test("a declared exercise that no cell has", () => {
    expect(messages(lesson, { ...lessonPoints, mean: 1 })).toEqual([
      'Exercise "mean" is declared, but no cell is its answer. Add a cell with exercise="mean" role="answer", or remove the declaration.',
      'Exercise "mean" is declared, but no cell is its check. Add a cell with exercise="mean" role="check", or remove the declaration.',
    ]);
  });

  test("an exercise whose name every object has", () => {
    expect(messages(lesson.replaceAll("sum", "constructor"), {})[0]).toMatch(
      /^Line 15: exercise "constructor" is not declared/,
    );
  });

  test.each([0, -1, Number.NaN])("worth %d points", (points) => {
    expect(messages(lesson, { sum: points })).toEqual([
      `Exercise "sum" is worth ${points} points. Declare a number above 0.`,
    ]);
  });

  test("a solution without its end", () => {
    expect(messages(lesson.replace("  // END SOLUTION\n", ""))).toEqual([
      'Line 17: "// BEGIN SOLUTION" has no end. Add "// END SOLUTION" below it.',
    ]);
  });

  test("a solution without its beginning", () => {
    expect(messages(lesson.replace("  // BEGIN SOLUTION\n", ""))).toEqual([
      'Line 20: "// END SOLUTION" has no "// BEGIN SOLUTION" above it. Add it.',
    ]);
  });

  test("an answer that marks no solution", () => {
    expect(messages(lesson.replaceAll(/ {2}\/\/ (BEGIN|END) SOLUTION\n/g, ""))).toEqual([
      'Line 15: the answer cell of "sum" marks no solution, so the release would hold it. Put "// BEGIN SOLUTION" and "// END SOLUTION" around it.',
    ]);
  });

  test("a solution outside an answer", () => {
    const source = lesson.replace("import {", "// BEGIN SOLUTION\n// END SOLUTION\nimport {");
    expect(messages(source)).toEqual([
      'Line 12: a solution is marked outside an answer cell. Add exercise="…" role="answer".',
    ]);
  });

  test("a check above its answer", () => {
    const [head = "", answer = "", check = ""] = lesson.split(/(?=\/\/ %% id="sum)/);
    expect(messages(`${head}${check}\n${answer}`)).toEqual([
      'Line 15: the check of "sum" stands above its answer. Move it below line 18.',
    ]);
  });
});
