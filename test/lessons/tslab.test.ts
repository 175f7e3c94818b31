import { describe, expect, test } from "vitest";
import { tslabKernelSpec } from "../../src/kernel/client/index.js";
import { release } from "../../src/notebook/index.js";
import { checkout, exercisesOf, lessons, masterOf } from "./support/lessons.js";
import { runOf } from "./support/runOf.js";

// The whole of what a learner and a grader do, once more on the kernel that the notebooks name.
describe.each(lessons)("%s on stock tslab", (lesson) => {
  describe("solved", () => {
    const run = runOf(lesson, masterOf(lesson), tslabKernelSpec(checkout));

    test("every cell runs, every check says correct, and hidden cases too", async () => {
      expect(run.troubles()).toEqual([]);
      expect(run.checks().map((shown) => shown.split(":")[0])).toEqual(
        exercisesOf(lesson).map(() => "✓ Correct"),
      );
      expect(await run.grade()).toEqual(exercisesOf(lesson).map(({ id }) => `${id}: correct`));
    });
  });

  describe("untouched", () => {
    const run = runOf(lesson, release(masterOf(lesson)), tslabKernelSpec(checkout));

    test("every cell runs, and nothing is attempted", async () => {
      expect(run.troubles()).toEqual([]);
      expect(run.checks().map((shown) => shown.split(":")[0])).toEqual(
        exercisesOf(lesson).map(() => "○ Not attempted"),
      );
      expect(await run.grade()).toEqual(exercisesOf(lesson).map(({ id }) => `${id}: notAttempted`));
    });
  });
});
