import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { exercises } from "../../../src/checks/lessons/index.js";
import {
  chooseSandbox,
  defaultLimits,
  findPlaces,
  gradeBatch,
  type KernelName,
  loadAssignments,
  type Results,
  type SandboxChoice,
  type SubmissionResult,
} from "../../../src/grading/index.js";
import { type Notebook, serializeNotebook } from "../../../src/notebook/index.js";

/** A folder that students hand in to, graded as one batch by the real pipeline. */
export class Class {
  readonly #folder = mkdtempSync(join(tmpdir(), "softgrad-attacks-"));
  readonly submissions = join(this.#folder, "submissions");
  readonly out = join(this.#folder, "grades");
  results: Results | undefined;

  constructor(private readonly kernel: KernelName = "softgrad") {
    mkdirSync(this.submissions);
  }

  handIn(student: string, notebook: Notebook): void {
    writeFileSync(join(this.submissions, `${student}.ipynb`), serializeNotebook(notebook));
  }

  async grade(wanted: SandboxChoice, timeoutMs: number): Promise<void> {
    const places = findPlaces();
    const sandbox = await chooseSandbox(wanted, places, defaultLimits);
    const loaded = await loadAssignments(exercises, join(places.package, "notebooks"));
    if (sandbox.status !== "chosen") throw new Error(sandbox.message);
    if (loaded.status !== "loaded") throw new Error(loaded.message);
    const batch = await gradeBatch({
      submissions: this.submissions,
      out: this.out,
      assignments: loaded.assignments,
      kernel: this.kernel,
      sandbox: sandbox.sandbox,
      limits: defaultLimits,
      jobs: 2,
      timeoutMs,
      seed: "a77ac5",
      softgrad: "test",
      signal: new AbortController().signal,
      now: () => new Date(),
    });
    if (batch.status === "failed") throw new Error(batch.message);
    this.results = batch.results;
  }

  of(student: string): SubmissionResult {
    const found = this.results?.submissions.find((each) => each.student === student);
    if (found === undefined) throw new Error(`There is no record of ${student}`);
    return found;
  }

  told(student: string): Record<string, string> {
    return Object.fromEntries(
      this.of(student).exercises.map(({ id, state, message }) => [id, `${state}: ${message}`]),
    );
  }

  dispose(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
