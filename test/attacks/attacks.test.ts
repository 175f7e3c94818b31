import { execFileSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
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
import { type Notebook, serializeNotebook } from "../../src/notebook/index.js";
import { bubblewrapWorks } from "../grading/support/bubblewrap.js";
import { root } from "../grading/support/lesson.js";
import { attackers, honest } from "./attackers.js";

// All attackers sit in one class, with two honest students, and are graded as one batch: what each
// of them does to itself, to the others and to the grader is then looked at.
describe.skipIf(!bubblewrapWorks)("attacks, against the real pipeline in bubblewrap", () => {
  const folder = mkdtempSync(join(tmpdir(), "softgrad-attacks-"));
  const submissions = join(folder, "submissions");
  const out = join(folder, "grades");
  const marker = String(1_000_000 + process.pid);
  const server = createServer((_, response) => response.end("reached"));
  let requests = 0;
  let results: Results;

  const named = '<img src=x onerror="alert(1)">';

  beforeAll(async () => {
    server.on("connection", () => {
      requests += 1;
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    process.env.SOFTGRAD_TEST_SECRET = "secret";
    mkdirSync(submissions);
    const targets = [submissions, out, root, join(root, "notebooks"), join(root, ".softgrad")];
    const handIn = (student: string, notebook: Notebook): void =>
      writeFileSync(join(submissions, `${student}.ipynb`), serializeNotebook(notebook));
    handIn("honest-alice", honest);
    handIn("exits", attackers.exits);
    handIn("stops-runner", attackers.stopsRunner);
    handIn("prints-own-observations", attackers.printsOwnObservations);
    handIn("replaces-probe", attackers.replacesProbe);
    handIn("always-equal", attackers.alwaysEqual);
    handIn("speaks-for-the-runner", attackers.speaksForTheRunner);
    handIn("floods", attackers.floods);
    handIn("takes-memory", attackers.takesMemory);
    handIn("forks", attackers.forks);
    handIn("leaves-process", attackers.leavesProcess(marker));
    handIn(named, attackers.throwsHtml);
    handIn("plunders", attackers.plunders(targets, port));
    handIn("zoe-honest", honest);
    symlinkSync("honest-alice.ipynb", join(submissions, "links.ipynb"));
    writeFileSync(join(submissions, "huge.ipynb"), "{");
    truncateSync(join(submissions, "huge.ipynb"), 50 * 1024 * 1024);

    const places = findPlaces();
    const sandbox = await chooseSandbox("bubblewrap", places, defaultLimits);
    const loaded = await loadAssignments(exercises, join(places.package, "notebooks"));
    if (sandbox.status !== "chosen" || loaded.status !== "loaded") {
      throw new Error(sandbox.status === "failed" ? sandbox.message : "lessons do not load");
    }
    const batch = await gradeBatch({
      submissions,
      out,
      assignments: loaded.assignments,
      sandbox: sandbox.sandbox,
      limits: defaultLimits,
      jobs: 2,
      timeoutMs: 8000,
      seed: "a77ac5",
      softgrad: "test",
      signal: new AbortController().signal,
      now: () => new Date(),
    });
    if (batch.status === "failed") throw new Error(batch.message);
    results = batch.results;
  }, 900_000);

  afterAll(() => {
    server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  function of(student: string): SubmissionResult {
    const found = results.submissions.find((each) => each.student === student);
    if (found === undefined) throw new Error(`There is no record of ${student}`);
    return found;
  }

  function told(student: string): Record<string, string> {
    return Object.fromEntries(
      of(student).exercises.map(({ id, state, message }) => [id, `${state}: ${message}`]),
    );
  }

  const right = expect.stringMatching(/^correct: /u);
  const ended = "uncheckable: It ended the program that ran it: does it kill processes?";

  test("nobody is missing, on disk either, and the honest have all their points", () => {
    expect(results.submissions).toHaveLength(16);
    expect(readdirSync(join(out, "records"))).toHaveLength(16);
    expect(readdirSync(join(out, "feedback"))).toHaveLength(16);
    for (const student of ["honest-alice", "zoe-honest"]) {
      expect(of(student)).toMatchObject({ status: "graded", score: 9, maxScore: 9 });
    }
  });

  test("an exit costs its own exercise, and so does killing every process", () => {
    expect(told("exits")).toEqual({
      "thread-to-iou":
        "uncheckable: It ended the kernel (exit code 0): does it call process.exit, or run out of memory?",
      "soft-iou": right,
      "soft-iou-loss": right,
      "mean-iou": ended,
    });
    expect(of("exits").score).toBe(6);
  });

  test("a stopped runner and a loop that refuses the interrupt are ended from outside", () => {
    expect(told("stops-runner")).toEqual({
      "thread-to-iou": right,
      "soft-iou": expect.stringMatching(/^uncheckable: Stopped after \d+ s: an endless loop/u),
      "soft-iou-loss": right,
      "mean-iou": expect.stringMatching(/^uncheckable: Stopped after \d+ s: an endless loop/u),
    });
  });

  test("observations of one's own beside the probe's void the exercise", () => {
    expect(told("prints-own-observations")).toEqual({
      "thread-to-iou":
        "uncheckable: It showed results of its own beside the grader's: take out what imitates the check.",
      "soft-iou": right,
      "soft-iou-loss": right,
      "mean-iou": right,
    });
  });

  test("a probe put in the place of ours earns nothing and pollutes nothing", () => {
    expect(of("replaces-probe").score).toBe(0);
    for (const { state } of of("replaces-probe").exercises) expect(state).not.toBe("correct");
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  test("objects that equal everything, and patched comparisons, equal nothing here", () => {
    expect(of("always-equal").score ?? 0).toBe(0);
    for (const { state } of of("always-equal").exercises) expect(state).not.toBe("correct");
  });

  test("records forged on the runner's own channel cannot say 'correct'", () => {
    const forged = of("speaks-for-the-runner").exercises.find(({ id }) => id === "soft-iou-loss");
    expect(forged?.state).not.toBe("correct");
    // What it says of other exercises is of their own cells, or is not believed.
    for (const { id, state } of of("speaks-for-the-runner").exercises) {
      if (id !== "soft-iou-loss") expect(["correct", "notRun", "uncheckable"]).toContain(state);
    }
  });

  test("floods of output harm nobody but, at most, their own exercise", () => {
    const { exercises } = of("floods");
    expect(exercises.map(({ state }) => state).slice(2)).toEqual(["correct", "correct"]);
    for (const { state } of exercises) expect(["correct", "uncheckable"]).toContain(state);
  });

  test("memory is limited, on the heap and off it", () => {
    expect(told("takes-memory")).toEqual({
      "thread-to-iou": right,
      "soft-iou": expect.stringMatching(
        /^uncheckable: It (?:ended the kernel \(.*\): does it call process\.exit, or run out of memory\?|took more than 2048 MB of memory: does an array grow without end\?|threw RangeError: )/u,
      ),
      "soft-iou-loss": right,
      "mean-iou": expect.stringMatching(
        /^uncheckable: (?:It took more than 2048 MB of memory: does an array grow without end\?|It threw RangeError: |It ended the kernel)/u,
      ),
    });
  });

  test("a fork bomb stays in its sandbox and is on record", () => {
    const { exercises } = of("forks");
    expect(exercises.map(({ id }) => id)).toEqual(of("honest-alice").exercises.map(({ id }) => id));
    expect(exercises.slice(0, 3).map(({ state }) => state)).toEqual([
      "correct",
      "correct",
      "correct",
    ]);
  });

  test("a process left behind is gone with the sandbox", () => {
    expect(of("leaves-process").score).toBe(9);
    const commands = execFileSync("ps", ["-eo", "args"], { encoding: "utf8" });
    expect(commands).not.toContain(`sleep ${marker}`);
    expect(commands).not.toMatch(/f\(\) \{ f \| f & \}/u);
  });

  test("no file of others, no solution, no secret and no network is within reach", () => {
    expect(told("plunders")).toEqual({
      "thread-to-iou": right,
      "soft-iou": right,
      "soft-iou-loss": right,
      "mean-iou": right,
    });
    expect(requests).toBe(0);
    expect(readdirSync(submissions)).not.toContain("results.json");
  });

  test("HTML in a name or in an error is text in the feedback", () => {
    const submission = of(named);
    expect(submission.feedback).toBe("feedback/img-src-x-onerror-alert-1.html");
    const page = readFileSync(join(out, submission.feedback), "utf8");
    expect(page).not.toMatch(/<script|<img/iu);
    expect(page).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
    expect(page).toContain("&lt;img src=x onerror=&quot;alert(1)&quot;&gt;");
    expect(readFileSync(join(out, "junit.xml"), "utf8")).not.toContain("<script");
  });

  test("a link and 50 MB are refused with the reason", () => {
    expect(of("links").reason?.code).toBe("symlink");
    expect(of("links").score).toBeNull();
    expect(of("huge").reason).toEqual({
      code: "tooLarge",
      message:
        "Cannot grade huge.ipynb: it has 50 MB, and at most 10 MB are read; clear its outputs and hand it in again",
    });
  });
});
