import { describe, expect, test } from "vitest";
import { spec } from "../kernel/own/support/kernel.js";
import { interruptLoop } from "./support/interruptLoop.js";
import { exercisesOf, lessons, masterOf, welcome } from "./support/lessons.js";
import { runOf, stages } from "./support/runOf.js";

const plotly = "application/vnd.plotly.v1+json";

describe.each(lessons)("%s", (lesson) => {
  const exercises = exercisesOf(lesson);
  const run = runOf(lesson, spec);

  test.each(stages)("%s: every cell runs, and nothing goes to stderr", (stage) => {
    expect(run.at(stage).troubles()).toEqual([]);
  });

  test("draws its figures in one message with HTML and a sentence", () => {
    const figures = run
      .at("untouched")
      .displays()
      .filter((data) => plotly in data);
    expect(figures.length).toBeGreaterThanOrEqual(lesson === welcome ? 1 : 2);
    for (const data of figures) {
      expect(Object.keys(data).toSorted()).toEqual([plotly, "text/html", "text/plain"].toSorted());
      expect(data[plotly]).toMatchObject({ layout: { title: { text: expect.any(String) } } });
      expect(data["text/plain"]).toMatch(/\.$/);
    }
  });

  test("untouched, every check says not attempted; solved, every check says correct", () => {
    const said = (stage: "untouched" | "solved") =>
      run
        .at(stage)
        .checks()
        .map((shown) => shown.split(":")[0]);
    expect(said("untouched")).toEqual(exercises.map(() => "○ Not attempted"));
    expect(said("solved")).toEqual(exercises.map(() => "✓ Correct"));
  });

  test("untouched it scores 0 % on hidden cases, solved 100 %", () => {
    expect(run.at("untouched").grade()).toEqual(exercises.map(({ id }) => `${id}: notAttempted`));
    expect(run.at("solved").grade()).toEqual(exercises.map(({ id }) => `${id}: correct`));
  });

  test.each(stages)("%s: the progress shows the points of grading on visible cases", (stage) => {
    const total = sum(exercises.map(({ points }) => points));
    const earned = run.at(stage).visiblePoints();
    const shown = run.at(stage).progress();
    expect(shown).toContain(`Progress: ${earned} of ${total} point`);
    const left = /^Left: (.+) \((\d+) points?\)\.$/m.exec(shown);
    expect(Number(left?.[2] ?? 0)).toBe(total - earned);
    const named = left?.[1]?.split(", ") ?? [];
    expect(sum(exercises.filter(({ id }) => named.includes(id)).map(({ points }) => points))).toBe(
      total - earned,
    );
    if (left === null) expect(shown).toContain("Nothing is left.");
  });

  if (lesson === welcome) {
    test("an interrupt stops a cell and keeps the variables, as it says", async () => {
      const { end } = await interruptLoop(run.kernel());
      expect(end).toMatchObject({ status: "error", ename: "KeyboardInterrupt" });
      const { outputs } = await run.kernel().execute("mask.size");
      expect(outputs).toMatchObject([
        { output_type: "execute_result", data: { "text/plain": "9" } },
      ]);
    });
  }

  const quoted = quotedError(lesson);
  if (quoted === undefined) return;
  test("quotes the compiler's own words", async () => {
    const { end } = await run.kernel().execute(quoted.mistake);
    expect(end.status).toBe("error");
    const told = end.status === "error" ? end.traceback.join("\n") : "";
    expect(quoted.lines.length).toBeGreaterThan(0);
    for (const line of quoted.lines) expect(told).toContain(line.trim());
  });
});

/** A type error that the lesson quotes below a cell whose mistake is marked as expected. */
function quotedError(lesson: string) {
  const { cells } = masterOf(lesson);
  const sourceOf = (id: string) => cells.find((cell) => cell.id === id)?.source ?? "";
  const quote = /```text\n([\s\S]*?)\n```/.exec(sourceOf("compile-explain"))?.[1];
  if (quote === undefined) return undefined;
  const mistake = sourceOf("compile-run")
    .split("\n")
    .filter((line) => !line.includes("@ts-expect-error"))
    .join("\n");
  return { mistake, lines: quote.split("\n") };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
