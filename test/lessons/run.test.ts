import { describe, expect, test } from "vitest";

import { type Notebook, release } from "../../src/notebook/index.js";
import { spec } from "../kernel/own/support/kernel.js";
import { exercisesOf, lessons, masterOf } from "./support/lessons.js";
import { runOf } from "./support/runOf.js";

const plotly = "application/vnd.plotly.v1+json";

describe.each(lessons)("%s", (lesson) => {
  describe("solved", () => {
    const run = runOf(lesson, masterOf(lesson), spec);

    test("every cell runs, and nothing goes to stderr", () => {
      expect(run.troubles()).toEqual([]);
    });

    test("draws its figures in one message with HTML and a sentence", () => {
      const figures = run.displays().filter((data) => plotly in data);
      expect(figures.length).toBeGreaterThanOrEqual(2);
      for (const data of figures) {
        expect(Object.keys(data).toSorted()).toEqual(
          [plotly, "text/html", "text/plain"].toSorted(),
        );
        expect(data[plotly]).toMatchObject({ layout: { title: { text: expect.any(String) } } });
        expect(data["text/plain"]).toMatch(/\.$/);
      }
    });

    test("every check says correct, and the progress is complete", () => {
      const total = exercisesOf(lesson).reduce((sum, { points }) => sum + points, 0);
      expect(run.checks().map((shown) => shown.split(":")[0])).toEqual(
        exercisesOf(lesson).map(() => "✓ Correct"),
      );
      expect(run.lastText()).toContain(`Progress: ${total} of ${total} points`);
    });

    test("scores 100 % on hidden cases", async () => {
      expect(await run.grade()).toEqual(exercisesOf(lesson).map(({ id }) => `${id}: correct`));
    });

    if (lesson !== "01-one-hot") return;
    test("quotes the compiler's own words", async () => {
      const { cells } = masterOf(lesson);
      const mistake = sourceOf(cells, "compile-run")
        .split("\n")
        .filter((line) => !line.includes("@ts-expect-error"))
        .join("\n");
      const { end } = await run.kernel().execute(mistake);
      expect(end.status).toBe("error");
      const told = end.status === "error" ? end.traceback.join("\n") : "";
      const quoted = /```text\n([\s\S]*?)\n```/.exec(sourceOf(cells, "compile-explain"))?.[1] ?? "";
      expect(quoted.split("\n")).toHaveLength(3);
      for (const line of quoted.split("\n")) expect(told).toContain(line.trim());
    });
  });

  describe("untouched", () => {
    const run = runOf(lesson, release(masterOf(lesson)), spec);

    test("every cell runs, and nothing goes to stderr", () => {
      expect(run.troubles()).toEqual([]);
    });

    test("every check says not attempted, and the progress is nil", () => {
      expect(run.checks().map((shown) => shown.split(":")[0])).toEqual(
        exercisesOf(lesson).map(() => "○ Not attempted"),
      );
      expect(run.lastText()).toMatch(/Progress: 0 of \d+ points/);
    });

    test("scores 0 %", async () => {
      expect(await run.grade()).toEqual(exercisesOf(lesson).map(({ id }) => `${id}: notAttempted`));
    });
  });
});

function sourceOf(cells: Notebook["cells"], id: string): string {
  return cells.find((cell) => cell.id === id)?.source ?? "";
}
