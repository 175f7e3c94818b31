import { describe, expect, test } from "vitest";
import { tslabKernelSpec } from "../../src/kernel/client/index.js";
import { interruptLoop } from "./support/interruptLoop.js";
import { checkout, exercisesOf, lessons, welcome } from "./support/lessons.js";
import { runOf, stages } from "./support/runOf.js";

// The whole of what a learner and a grader do, once more on the kernel that the notebooks name.
describe.each(lessons)("%s on stock tslab", (lesson) => {
  const exercises = exercisesOf(lesson);
  const run = runOf(lesson, tslabKernelSpec(checkout));
  const said = (stage: "untouched" | "solved") =>
    run
      .at(stage)
      .checks()
      .map((shown) => shown.split(":")[0]);

  test.each(stages)("%s: every cell runs, and nothing goes to stderr", (stage) => {
    expect(run.at(stage).troubles()).toEqual([]);
  });

  test("untouched, nothing is attempted", () => {
    expect(said("untouched")).toEqual(exercises.map(() => "○ Not attempted"));
    expect(run.at("untouched").grade()).toEqual(exercises.map(({ id }) => `${id}: notAttempted`));
  });

  test("solved, every check says correct, and hidden cases too", () => {
    expect(said("solved")).toEqual(exercises.map(() => "✓ Correct"));
    expect(run.at("solved").grade()).toEqual(exercises.map(({ id }) => `${id}: correct`));
  });

  if (lesson !== welcome) return;
  test("an interrupt stops a cell and keeps the variables, as it says", async () => {
    const { end, outputs } = await interruptLoop(run.kernel());
    expect(end.status).toBe("error");
    expect(JSON.stringify([end, outputs])).toContain("interrupted");
    const after = await run.kernel().execute("mask.size");
    expect(after.outputs).toEqual([{ output_type: "stream", name: "stdout", text: "9\n" }]);
  });
});
