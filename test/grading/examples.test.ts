import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { exercises } from "../../src/checks/lessons/index.js";
import {
  chooseSandbox,
  defaultLimits,
  findPlaces,
  gradeBatch,
  loadAssignments,
  type Results,
  type SubmissionResult,
} from "../../src/grading/index.js";
import { bubblewrapWorks } from "./support/bubblewrap.js";
import { root } from "./support/lesson.js";

interface Expected {
  readonly file: string;
  readonly student: string;
  readonly assignment: string | null;
  readonly status: string;
  readonly score: number | null;
  readonly states: Readonly<Record<string, string>>;
  /** Part of what is said of the submission or of an exercise. */
  readonly says?: string;
  readonly notes?: string;
}

const folder = join(root, "examples", "submissions");
const gradings = ["softgrad", "softgrad", "tslab"] as const;
const expected: Expected[] = JSON.parse(readFileSync(join(folder, "expected.json"), "utf8"));

test("the notebooks are what the lesson sources give", () => {
  const script = join(root, "examples", "make-submissions.mjs");
  const made = execFileSync(process.execPath, [script, "--check"], { encoding: "utf8" });
  expect(made).toBe(`${expected.length} submissions in examples/submissions\n`);
});

// Without bubblewrap the class is graded all the same: it is ours, and can be trusted.
describe(`a class of ${expected.length}, graded twice, and then on stock tslab`, () => {
  const out = mkdtempSync(join(tmpdir(), "softgrad-examples-"));
  const runs: Results[] = [];

  beforeAll(async () => {
    const places = findPlaces();
    const wanted = bubblewrapWorks ? "bubblewrap" : "none";
    const choice = await chooseSandbox(wanted, places, defaultLimits);
    const loaded = await loadAssignments(exercises, join(root, "notebooks"));
    if (choice.status === "failed" || loaded.status === "failed") {
      throw new Error(choice.status === "failed" ? choice.message : "lessons do not load");
    }
    for (const kernel of gradings) {
      const batch = await gradeBatch({
        kernel,
        submissions: folder,
        out,
        assignments: loaded.assignments,
        sandbox: choice.sandbox,
        limits: defaultLimits,
        jobs: 2,
        timeoutMs: 10_000,
        seed: "c1a55",
        softgrad: "test",
        signal: new AbortController().signal,
        now: () => new Date(),
      });
      if (batch.status === "failed") throw new Error(batch.message);
      runs.push(batch.results);
    }
  }, 900_000);

  afterAll(() => rmSync(out, { recursive: true, force: true }));

  const result = (run: number, file: string): SubmissionResult => {
    const found = runs[run]?.submissions.find((each) => each.file === file);
    if (found === undefined) throw new Error(`There is no record of ${file}`);
    return found;
  };

  test.each(expected)("$file: $score", ({ file, student, assignment, status, score, ...rest }) => {
    for (const run of gradings.keys()) {
      const got = result(run, file);
      expect(got).toMatchObject({ student, assignment, status, score });
      const states = Object.fromEntries(got.exercises.map(({ id, state }) => [id, state]));
      expect(states).toEqual(rest.states);
      const said = [got.reason?.message ?? "", ...got.exercises.map(({ message }) => message)];
      expect(said.join("\n")).toContain(rest.says ?? "");
      expect(got.notes.join("\n")).toContain(rest.notes ?? "");
      // The page is the last grading's.
      const page = readFileSync(join(out, got.feedback), "utf8");
      expect(page).toContain(score === null ? "Not run" : `<strong>${score}</strong>`);
    }
  });

  test("nobody else is in the results, and both gradings say the same", () => {
    expect(runs.map(({ kernel }) => kernel)).toEqual(gradings);
    for (const { submissions } of runs) expect(submissions.length).toBe(expected.length);
    const without = (results: Results | undefined) =>
      results?.submissions.map(({ seconds: _, ...same }) => same);
    expect(without(runs[1])).toEqual(without(runs[0]));
    expect(runs[0]?.ignoredFiles).toEqual(["expected.json"]);
  });
});
