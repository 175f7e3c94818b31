import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bubblewrapWorks } from "../grading/support/bubblewrap.js";
import { root } from "../grading/support/lesson.js";
import { attackers, honest } from "./attackers.js";
import { Class } from "./support/gradeClass.js";

// All attackers sit in one class, with two honest students, and are graded as one batch: what each
// of them does to itself, to the others and to the grader is then looked at.
describe.skipIf(!bubblewrapWorks)("attacks, against the real pipeline in bubblewrap", () => {
  const students = new Class();
  /** In one of its own, where time cannot end the run before memory does, however busy the machine. */
  const hungry = new Class();
  const { submissions, out } = students;
  const marker = String(1_000_000 + process.pid);
  const server = createServer((_, response) => response.end("reached"));
  let requests = 0;

  const named = '<img src=x onerror="alert(1)">';

  beforeAll(async () => {
    server.on("connection", () => {
      requests += 1;
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    process.env.SOFTGRAD_TEST_SECRET = "secret";
    const targets = [submissions, out, root, join(root, "notebooks"), join(root, ".softgrad")];
    students.handIn("honest-alice", honest);
    students.handIn("exits", attackers.exits);
    students.handIn("stops-runner", attackers.stopsRunner);
    students.handIn("prints-own-observations", attackers.printsOwnObservations);
    students.handIn("replaces-probe", attackers.replacesProbe);
    students.handIn("always-equal", attackers.alwaysEqual);
    students.handIn("speaks-for-the-runner", attackers.speaksForTheRunner);
    students.handIn("floods", attackers.floods);
    students.handIn("prints-for-ever", attackers.printsForEver);
    students.handIn("asks", attackers.asks);
    hungry.handIn("takes-memory", attackers.takesMemory);
    students.handIn("forks", attackers.forks);
    students.handIn("leaves-process", attackers.leavesProcess(marker));
    students.handIn("honest-but-refused", attackers.honestButRefused);
    students.handIn("kills-compiler", attackers.killsCompiler);
    students.handIn("keeps-killing-compiler", attackers.keepsKillingCompiler);
    students.handIn("stops-compiler", attackers.stopsCompiler);
    students.handIn(named, attackers.throwsHtml);
    students.handIn("plunders", attackers.plunders(targets, port));
    students.handIn("zoe-honest", honest);
    symlinkSync("honest-alice.ipynb", join(submissions, "links.ipynb"));
    writeFileSync(join(submissions, "huge.ipynb"), "{");
    truncateSync(join(submissions, "huge.ipynb"), 50 * 1024 * 1024);

    await students.grade("bubblewrap", 12_000);
    await hungry.grade("bubblewrap", 120_000);
  }, 900_000);

  afterAll(() => {
    server.close();
    students.dispose();
    hungry.dispose();
  });

  const of = (student: string) => students.of(student);
  const told = (student: string) => students.told(student);

  const right = expect.stringMatching(/^correct: /u);
  const refused = expect.stringMatching(/^uncheckable: It does not compile:\n.*'number'/su);
  const unchecked = expect.stringMatching(
    /^notRun: Not run: its types were not checked, twice \(Cannot check types: /u,
  );
  const ended = "uncheckable: It ended the program that ran it: does it kill processes?";

  test("nobody is missing, on disk either, and the honest have all their points", () => {
    expect(students.results?.submissions).toHaveLength(21);
    expect(readdirSync(join(out, "records"))).toHaveLength(21);
    expect(readdirSync(join(out, "feedback"))).toHaveLength(21);
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

  test("so does a cell that prints for ever; what prints on after its cell harms nobody", () => {
    expect(told("prints-for-ever")).toEqual({
      "thread-to-iou": right,
      "soft-iou": expect.stringMatching(
        /^uncheckable: (?:Stopped after \d+ s: an endless loop|It printed so much)/u,
      ),
      "soft-iou-loss": right,
      "mean-iou": right,
    });
  });

  test("nobody answers a question, and nothing waits for an answer", () => {
    expect(told("asks")).toEqual({
      "thread-to-iou": expect.stringMatching(
        /^uncheckable: Its cell threw InputError: Cannot ask for input: the program that runs this cell takes no questions/u,
      ),
      "soft-iou": right,
      "soft-iou-loss": right,
      "mean-iou": right,
    });
  });

  test("memory is limited, on the heap and off it", () => {
    expect(hungry.told("takes-memory")).toEqual({
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

  test("whoever kills the compiler gets no other grade than before", () => {
    expect(told("honest-but-refused")).toEqual({
      "thread-to-iou": right,
      "soft-iou": right,
      "soft-iou-loss": right,
      "mean-iou": refused,
    });
    expect(told("kills-compiler")).toEqual(told("honest-but-refused"));
  });

  test("and where none is left alive, what ran unchecked is not graded", () => {
    expect(told("keeps-killing-compiler")).toEqual({
      "thread-to-iou": right,
      "soft-iou": right,
      "soft-iou-loss": unchecked,
      "mean-iou": unchecked,
    });
    expect(of("keeps-killing-compiler")).toMatchObject({ status: "incomplete", score: 4 });
  });

  test("a stopped compiler costs the exercise that stopped it", () => {
    expect(told("stops-compiler")).toEqual({
      "thread-to-iou": unchecked,
      "soft-iou": right,
      "soft-iou-loss": right,
      "mean-iou": refused,
    });
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
