import { afterAll, beforeAll } from "vitest";
import {
  hiddenCases,
  judge,
  observationsMimeType,
  probeRequest,
} from "../../../src/checks/index.js";
import {
  type ExecuteResult,
  type KernelConnection,
  type KernelSpec,
  startKernel,
} from "../../../src/kernel/client/index.js";
import { cellRole, type Notebook } from "../../../src/notebook/index.js";
import { checkout, exercisesOf } from "./lessons.js";

/** Runs a notebook once for all tests of the block, from top to bottom in one kernel of this spec. */
export function runOf(lesson: string, notebook: Notebook, spec: KernelSpec) {
  const results = new Map<string, ExecuteResult>();
  let started: KernelConnection | undefined;
  const kernel = (): KernelConnection => {
    if (started === undefined) throw new Error("The kernel has not been started");
    return started;
  };
  beforeAll(async () => {
    started = await startKernel(spec, { cwd: `${checkout}/notebooks` });
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
