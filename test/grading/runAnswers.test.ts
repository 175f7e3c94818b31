import { join } from "node:path";
import { expect, test } from "vitest";
import { caseSource } from "../../src/grading/compare/cases.js";
import { defaultLimits } from "../../src/grading/index.js";
import { findAnswers } from "../../src/grading/rebuild/findAnswers.js";
import { runAnswers } from "../../src/grading/run/runAnswers.js";
import { fakeRunner } from "./support/fakeRunner.js";
import { folderOf } from "./support/folder.js";
import { lesson } from "./support/lesson.js";

const { assignment, solved } = lesson();
const { answers } = findAnswers(assignment, solved);

/** Runs the solved lesson with a runner that behaves as `each` says for every cell of the job. */
async function run(each: string, signal = new AbortController().signal) {
  const program = `
    const ok = (cell, observations = []) => say({ type: "finished", cell, end: { status: "ok" }, observations, truncated: false });
    const fail = (cell, ename, evalue) => say({ type: "finished", cell, end: { status: "error", ename, evalue, traceback: [] }, observations: [], truncated: false });
    const done = (cell, { kind, exercise }) => ok(cell, kind === "probe" ? [{ exercise, observations: [] }] : []);
    say({ type: "ready" });
    for (const [cell, it] of job.cells.entries()) { say({ type: "started", cell }); ${each} }
    say({ type: "done" });`;
  const outcomes = await runAnswers(assignment, answers, {
    kernel: "softgrad",
    sandbox: fakeRunner(program),
    limits: defaultLimits,
    cases: caseSource("abc"),
    timeoutMs: 20_000,
    signal,
  });
  return Object.fromEntries(
    outcomes.map((outcome) => [
      outcome.exercise.id,
      outcome.status === "notRun" ? `notRun: ${outcome.message}` : outcome.status,
    ]),
  );
}

const all = (status: string) =>
  Object.fromEntries(assignment.exercises.map(({ id }) => [id, status]));

test("a probe's one output is the observation", async () => {
  expect(await run("done(cell, it);")).toEqual(all("observed"));
});

test("a probe that shows nothing leaves its exercise not run, never passed", async () => {
  expect(await run("ok(cell);")).toEqual(
    all("notRun: the run left no record of it (it ended before its time)"),
  );
});

test("a failing cell of the lesson itself is nobody's mistake but ours", async () => {
  const each = 'if (it.id === "imports") fail(cell, "Error", "no module"); else done(cell, it);';
  expect(await run(each)).toEqual(
    all('notRun: the lesson\'s own cell "imports" failed (Error: no module)'),
  );
});

test("and one that does not end, or takes the runner with it", async () => {
  const late = `
    if (it.id === "imports") {
      say({ type: "finished", cell, end: { status: "timeout", afterMs: 9, alive: false }, observations: [], truncated: false });
      break;
    } else done(cell, it);`;
  expect(await run(late)).toEqual(all('notRun: the lesson\'s own cell "imports" failed (timeout)'));
  const dies = 'if (it.id === "imports") process.exit(3); else done(cell, it);';
  expect(await run(dies)).toEqual(
    all('notRun: the lesson\'s own cell "imports" did not end (the runner ended without a word)'),
  );
});

test("so is a probe whose import does not compile", async () => {
  const each = `if (it.kind === "probe") fail(cell, "TypeScriptError", "1:40 - Cannot find module"); else ok(cell);`;
  expect(await run(each)).toEqual(
    all("notRun: the grader's probe does not compile (1:40 - Cannot find module)"),
  );
});

test("an answer that kills the runner loses its own exercise, once it did it twice", async () => {
  const each = `if (it.id === "soft-iou") process.exit(9); else done(cell, it);`;
  expect(await run(each)).toEqual({ ...all("observed"), "soft-iou": "broke" });
});

test("every answer kills the runner: every exercise is lost, and the grader comes to an end", async () => {
  const each = `if (it.kind === "answer") process.exit(9); else done(cell, it);`;
  expect(await run(each)).toEqual(all("broke"));
});

test("a kernel that dies in a cell is renewed without the cell's answer", async () => {
  const each = `
    if (it.id === "soft-iou-probe") {
      say({ type: "finished", cell, end: { status: "dead", exitCode: 1, signal: null }, observations: [], truncated: false });
      break;
    } else done(cell, it);`;
  expect(await run(each)).toEqual({ ...all("observed"), "soft-iou": "broke" });
});

test("a cell that ran out of time ends its kernel too: the others are run in a fresh one", async () => {
  const each = `
    if (it.id === "soft-iou-probe") {
      say({ type: "finished", cell, end: { status: "timeout", afterMs: 9, alive: true }, observations: [], truncated: false });
      break;
    } else done(cell, it);`;
  expect(await run(each)).toEqual({ ...all("observed"), "soft-iou": "broke" });
});

test("two observations are one too many", async () => {
  const each = `
    if (it.id === "soft-iou-probe") ok(cell, [{}, {}]); else done(cell, it);`;
  expect(await run(each)).toEqual({ ...all("observed"), "soft-iou": "broke" });
});

const unchecked = (when: string) => `
  const probe = it.kind === "probe" ? [{ exercise: it.exercise, observations: [] }] : [];
  const more = ${when} ? { unchecked: "Cannot check types: it hung" } : {};
  say({ type: "finished", cell, end: { status: "ok" }, observations: probe, truncated: false, ...more });`;

test("what ran unchecked once is run again, and counts when it was checked then", async () => {
  const seen = JSON.stringify(join(folderOf(), "seen"));
  const first = `
    const { existsSync, writeFileSync } = require("node:fs");
    const again = existsSync(${seen});
    if (it.id === "mean-iou") writeFileSync(${seen}, "");`;
  expect(await run(`${first}${unchecked('!again && it.id === "soft-iou"')}`)).toEqual(
    all("observed"),
  );
});

test.each(["soft-iou", "soft-iou-probe"])("%s, unchecked twice, is not graded", async (id) => {
  expect(await run(unchecked(`it.id === "${id}"`))).toEqual({
    ...all("observed"),
    "soft-iou": "notRun: its types were not checked, twice (Cannot check types: it hung)",
  });
});

test("no more is it where its check took all its time", async () => {
  const each = `
    if (it.id === "soft-iou") {
      say({ type: "finished", cell, end: { status: "timeout", afterMs: 9, alive: true }, observations: [], truncated: false, unchecked: "it hung" });
      break;
    } else done(cell, it);`;
  expect(await run(each)).toEqual({
    ...all("observed"),
    "soft-iou": "notRun: its types were not checked, twice (it hung)",
  });
});

test("a cell of the lesson needs no check: it is known to compile", async () => {
  expect(await run(unchecked('it.kind === "given"'))).toEqual(all("observed"));
});

test("colours of a terminal are taken out of errors", async () => {
  const each = `
    if (it.id === "imports") fail(cell, "\\u001b[31mError", "no \\u001b[1mmodule\\u001b[0m"); else done(cell, it);`;
  expect(await run(each)).toEqual(
    all('notRun: the lesson\'s own cell "imports" failed (Error: no module)'),
  );
});

test("an interrupted batch leaves what was not run as not run", async () => {
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 500);
  expect(await run("await sleep(60000);", controller.signal)).toEqual(
    all("notRun: grading was interrupted"),
  );
});
