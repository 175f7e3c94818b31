import { afterAll, beforeAll } from "vitest";
import {
  type Case,
  type Exercise,
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
import { type Cell, cellRole, release } from "../../../src/notebook/index.js";
import { checkout, exercisesOf, masterOf } from "./lessons.js";

/** How far a learner has come: with no exercise done, with every second one, with all. */
export const stages = ["untouched", "half solved", "solved"] as const;
export type Stage = (typeof stages)[number];

/**
 * What a learner does with a lesson, once for all tests of the block and in one kernel of this spec:
 * runs the released notebook from top to bottom, then writes the solutions into the answer cells and
 * runs those, the checks and the progress again. No other cell needs an answer (source.test.ts), so
 * nothing else has to run twice.
 */
export function runOf(lesson: string, spec: KernelSpec) {
  const seen = new Map<Stage, Seen>();
  let started: KernelConnection | undefined;
  const kernel = (): KernelConnection => {
    if (started === undefined) throw new Error("The kernel has not been started");
    return started;
  };
  beforeAll(async () => {
    started = await startKernel(spec, { cwd: `${checkout}/notebooks` });
    const master = masterOf(lesson);
    const solvedIn = (stage: Stage) =>
      exercisesOf(lesson).filter((_, i) => stage === "solved" || i % 2 === 0);
    for (const stage of stages) {
      const ids = new Set(solvedIn(stage).map(({ id }) => id));
      const cells =
        stage === "untouched"
          ? release(master).cells
          : master.cells.filter((cell) => isOf(cell, ids) || cell.id === "progress");
      const results = new Map<string, ExecuteResult>();
      for (const cell of cells) {
        if (cell.cell_type !== "code") continue;
        results.set(cell.id, await kernel().execute(cell.source, { timeoutMs: cellTimeout }));
      }
      seen.set(stage, { cells, results, states: await gradeIn(kernel(), lesson) });
    }
  }, runTimeout);
  afterAll(() => started?.dispose());

  return {
    kernel,
    at: (stage: Stage) => {
      const run = seen.get(stage);
      if (run === undefined) throw new Error(`The lesson was not run ${stage}`);
      return seenOf(run);
    },
  };
}

/** A cell that trains networks takes its time, the more so on two busy cores. */
const cellTimeout = 240_000;
const runTimeout = 600_000;

interface Seen {
  readonly cells: readonly Cell[];
  readonly results: ReadonlyMap<string, ExecuteResult>;
  readonly states: { readonly hidden: readonly string[]; readonly visiblePoints: number };
}

function seenOf({ cells, results, states }: Seen) {
  const displaysOf = (id: string) =>
    (results.get(id)?.outputs ?? []).flatMap((output) =>
      output.output_type === "display_data" ? [output.data] : [],
    );
  return {
    troubles: () =>
      [...results].flatMap(([id, { end, outputs }]) => [
        ...(end.status === "ok" ? [] : [{ id, end }]),
        ...outputs
          .filter((output) => output.output_type === "stream" && output.name === "stderr")
          .map((output) => ({ id, output })),
      ]),
    displays: () => [...results.keys()].flatMap(displaysOf),
    checks: () =>
      cells
        .filter((cell) => cellRole(cell)?.role === "check")
        .map(({ id }) => String(displaysOf(id)[0]?.["text/plain"])),
    progress: () => String(displaysOf("progress")[0]?.["text/plain"]),
    /** What grading on hidden cases says: `id: state` of each exercise. */
    grade: () => states.hidden,
    /** The points that grading on the visible cases alone would give. */
    visiblePoints: () => states.visiblePoints,
  };
}

const isOf = (cell: Cell, exercises: ReadonlySet<string>): boolean =>
  exercises.has(cellRole(cell)?.exercise ?? "");

async function gradeIn(kernel: KernelConnection, lesson: string): Promise<Seen["states"]> {
  await kernel.execute('import { probe } from "softgrad/checks";');
  const hidden: string[] = [];
  let visiblePoints = 0;
  for (const exercise of exercisesOf(lesson)) {
    const cases = hiddenCases(exercise, "a seed of grading");
    hidden.push(`${exercise.id}: ${await stateIn(kernel, exercise, cases)}`);
    const visible = await stateIn(kernel, exercise, exercise.visible);
    if (visible === "correct") visiblePoints += exercise.points;
  }
  return { hidden, visiblePoints };
}

/** As the grader does it: cases in, observations out, judged here. */
async function stateIn(kernel: KernelConnection, exercise: Exercise, cases: readonly Case[]) {
  const request = JSON.stringify(probeRequest(exercise, cases));
  const { outputs } = await kernel.execute(`await probe(${request}, ${exercise.answer.name});`);
  const sent = outputs.flatMap((output) =>
    output.output_type === "display_data" ? [output.data[observationsMimeType]] : [],
  );
  const observations = sent.map((record) => Reflect.get(Object(record), "observations"));
  return judge(exercise, cases, observations[0]).state;
}
