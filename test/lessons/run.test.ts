import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hiddenCases, judge, observationsMimeType, probeRequest } from "../../src/checks/index.js";
import {
  type ExecuteResult,
  type KernelConnection,
  startKernel,
  tslabKernelSpec,
} from "../../src/kernel/client/index.js";
import { cellRole, type Notebook, release } from "../../src/notebook/index.js";
import { checkout, exercisesOf, lessons, masterOf } from "./support/lessons.js";

const plotly = "application/vnd.plotly.v1+json";

describe.each(lessons)("%s under stock tslab", (lesson) => {
  describe("solved", () => {
    const run = runOf(masterOf(lesson));

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
      // Names of an earlier run cannot be declared twice by const, so the cell gets a block.
      const { end } = await run.kernel().execute(`{\n${mistake}\n}`);
      expect(end.status).toBe("error");
      const told = end.status === "error" ? end.traceback.join("\n") : "";
      const quoted = /```text\n([\s\S]*?)\n```/.exec(sourceOf(cells, "compile-explain"))?.[1] ?? "";
      expect(quoted.split("\n")).toHaveLength(3);
      for (const line of quoted.split("\n")) expect(told).toContain(line.trim());
    });
  });

  describe("untouched", () => {
    const run = runOf(release(masterOf(lesson)));

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

  /** Runs a notebook once for all tests of the block, from top to bottom in one kernel. */
  function runOf(notebook: Notebook) {
    const results = new Map<string, ExecuteResult>();
    let started: KernelConnection | undefined;
    const kernel = (): KernelConnection => {
      if (started === undefined) throw new Error("The kernel has not been started");
      return started;
    };
    beforeAll(async () => {
      started = await startKernel(tslabKernelSpec(checkout), { cwd: `${checkout}/notebooks` });
      for (const cell of notebook.cells) {
        if (cell.cell_type !== "code") continue;
        results.set(cell.id, await kernel().execute(cell.source, { timeoutMs: 60_000 }));
      }
    });
    afterAll(() => started?.dispose());

    const displaysOf = (id: string) =>
      (results.get(id)?.outputs ?? []).flatMap((output) =>
        output.output_type === "display_data" ? [output.data] : [],
      );
    return {
      kernel,
      troubles: () =>
        [...results].flatMap(([id, { end, outputs }]) => [
          ...(end.status === "ok" ? [] : [{ id, end }]),
          ...outputs
            .filter((output) => output.output_type === "stream" && output.name === "stderr")
            .map((output) => ({ id, output })),
        ]),
      displays: () => [...results.keys()].flatMap(displaysOf),
      checks: () =>
        notebook.cells
          .filter((cell) => cellRole(cell)?.role === "check")
          .map(({ id }) => String(displaysOf(id)[0]?.["text/plain"])),
      lastText: () => String(displaysOf("progress")[0]?.["text/plain"]),
      /** As the grader does it: cases in, observations out, judged here. */
      grade: async () => {
        await kernel().execute('import { probe } from "softgrad/checks";');
        const states: string[] = [];
        for (const exercise of exercisesOf(lesson)) {
          const cases = hiddenCases(exercise, "a seed of grading");
          const request = JSON.stringify(probeRequest(exercise, cases));
          const { outputs } = await kernel().execute(
            `await probe(${request}, ${exercise.answer.name});`,
          );
          const sent = outputs.flatMap((output) =>
            output.output_type === "display_data" ? [output.data[observationsMimeType]] : [],
          );
          const observations = sent.map((record) => Reflect.get(Object(record), "observations"));
          states.push(`${exercise.id}: ${judge(exercise, cases, observations[0]).state}`);
        }
        return states;
      },
    };
  }
});

function sourceOf(cells: Notebook["cells"], id: string): string {
  return cells.find((cell) => cell.id === id)?.source ?? "";
}
