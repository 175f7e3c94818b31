import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bubblewrapWorks } from "../grading/support/bubblewrap.js";
import { borrowers, leavesHelpIn } from "./borrowers.js";
import { Class } from "./support/gradeClass.js";

const names = Object.keys(borrowers);
const right = expect.stringMatching(/^correct: /u);

// What an answer is compared with stays out of the sandbox: the right formulas, the generators of
// hidden cases, the hints.
describe.skipIf(!bubblewrapWorks)("answers that borrow the grader's own reference", () => {
  const students = new Class();

  beforeAll(async () => {
    for (const [name, notebook] of Object.entries(borrowers)) students.handIn(name, notebook);
    students.handIn("leaves-help-in", leavesHelpIn);
    await students.grade("bubblewrap", 20_000);
  }, 300_000);

  afterAll(() => students.dispose());

  test.each(names)("%s: earns nothing", (name) => {
    expect(students.told(name)["thread-to-iou"]).toMatch(/^uncheckable: .*(?:threw|TypeError)/u);
    expect(students.of(name).score).toBe(0);
  });

  test("calls of hint, check, progress and solution harm no honest answer", () => {
    expect(students.told("leaves-help-in")).toEqual({
      "thread-to-iou": right,
      "soft-iou": right,
      "soft-iou-loss": right,
      "mean-iou": right,
    });
  });
});

// The same answers must be good attacks, or nothing is shown by their failing above.
describe("without a sandbox, which hides nothing", () => {
  const students = new Class();

  beforeAll(async () => {
    for (const [name, notebook] of Object.entries(borrowers)) students.handIn(name, notebook);
    await students.grade("none", 20_000);
  }, 300_000);

  afterAll(() => students.dispose());

  test.each(names)("%s: finds it", (name) => {
    expect(students.told(name)).toMatchObject({ "thread-to-iou": right });
  });
});
