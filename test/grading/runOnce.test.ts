import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { defaultLimits, type Limits } from "../../src/grading/index.js";
import type { Job } from "../../src/grading/run/job.js";
import { LineReader } from "../../src/grading/run/lines.js";
import { type RunResult, runOnce } from "../../src/grading/run/runOnce.js";
import { fakeRunner } from "./support/fakeRunner.js";

const job: Job = {
  kernel: "tslab",
  startTimeoutMs: 20_000,
  cells: ["a", "b"].map((id) => ({
    id,
    kind: "answer",
    source: "",
    timeoutMs: 20_000,
    exercise: id,
    needs: [],
  })),
};

function run(program: string, limits: Partial<Limits> = {}, given: Job = job): Promise<RunResult> {
  const signal = new AbortController().signal;
  return runOnce(given, fakeRunner(program), { ...defaultLimits, ...limits }, signal);
}

const ok = `{ type: "finished", end: { status: "ok" }, observations: [], truncated: false }`;

test("what the runner tells is kept, in order", async () => {
  const { end, finished, running } = await run(`
    say({ type: "ready" });
    for (const cell of [0, 1]) { say({ type: "started", cell }); say({ ...${ok}, cell }); }
    say({ type: "done" });`);
  expect(end).toEqual({ status: "done" });
  expect([...finished.keys()]).toEqual([0, 1]);
  expect(running).toBeUndefined();
});

test("the cell that was running when the runner died is named, what finished is kept", async () => {
  const { end, finished, running } = await run(`
    say({ type: "ready" });
    say({ type: "started", cell: 0 }); say({ ...${ok}, cell: 0 });
    say({ type: "started", cell: 1 });
    process.kill(process.pid, "SIGKILL");`);
  expect(end.status).toBe("died");
  expect([...finished.keys()]).toEqual([0]);
  expect(running).toBe(1);
});

test.each([
  ["not JSON", `require("node:fs").writeSync(1, "hello\\n{\\n\\0\\n")`],
  ["a record of no known kind", `say({ type: "passed", score: 100 })`],
  ["a cell that was not started", `say({ ...${ok}, cell: 1 })`],
  ["a cell that there is not", `say({ type: "started", cell: 7 }); say({ ...${ok}, cell: 7 })`],
  ["a cell twice", `say({ type: "started", cell: 0 }); say({ type: "started", cell: 0 })`],
  ["a negative cell", `say({ type: "started", cell: -1 })`],
  ["no end", `say({ type: "started", cell: 0 }); say({ type: "finished", cell: 0 })`],
  ["a polluted record", `require("node:fs").writeSync(1, '{"__proto__":{"type":"done"}}\\n')`],
  ["a record that reaches for Object", `say({ type: "constructor" })`],
])("%s counts for nothing", async (_, program) => {
  const { end, finished } = await run(`say({ type: "ready" }); ${program}; process.exit(0);`);
  expect(end.status).toBe("died");
  expect(finished.size).toBe(0);
});

test("of two records of one cell the first counts", async () => {
  const { finished } = await run(`
    say({ type: "started", cell: 0 });
    say({ ...${ok}, cell: 0, observations: [1] });
    say({ ...${ok}, cell: 0, observations: [2] });
    say({ type: "done" });`);
  expect(finished.get(0)?.observations).toEqual([1]);
});

test("more output than allowed ends the run", async () => {
  const limits = { outputBytes: 100_000 };
  const { end } = await run(`for (;;) process.stdout.write("x".repeat(10000)); `, limits);
  expect(end).toMatchObject({ status: "exceeded", excess: { what: "output", limit: 100_000 } });
});

test("a runner that says nothing is stopped", async () => {
  const silent = await run("await sleep(60000);", {}, { ...job, startTimeoutMs: 300 });
  expect(silent.end).toEqual({ status: "stuck", afterMs: 300 });
});

test("children that the runner leaves behind are killed with it", async () => {
  const program = `
    const { spawn } = require("node:child_process");
    const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { detached: true });
    say({ type: "failed", message: String(child.pid) });
    await sleep(60000);`;
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 1500);
  const { end } = await runOnce(job, fakeRunner(program), defaultLimits, controller.signal);
  if (end.status !== "failed") throw new Error(end.status);
  await expect.poll(() => isRunning(Number(end.message))).toBe(false);
});

function isRunning(pid: number): boolean {
  // A zombie answers signals until its new parent has looked.
  const status = existsSync(`/proc/${pid}`) ? readFileSync(`/proc/${pid}/status`, "utf8") : "";
  return status !== "" && !/^State:\s+Z/mu.test(status);
}

test("more memory than allowed ends the run, though it is another process that takes it", async () => {
  const hog = "const all = []; setInterval(() => all.push(Buffer.alloc(2e7, 1)), 20)";
  const program = `
    require("node:child_process").spawn(process.execPath, ["-e", ${JSON.stringify(hog)}]);
    say({ type: "ready" }); say({ type: "started", cell: 0 });
    await sleep(60000);`;
  const { end, running } = await run(program, { memoryBytes: 400 * 1024 * 1024 });
  expect(end).toMatchObject({ status: "exceeded", excess: { what: "memory" } });
  expect(running).toBe(0);
});

test("lines are cut wherever the chunks end; too long a line is lost alone", () => {
  const lines: string[] = [];
  const reader = new LineReader(10, (line) => lines.push(line));
  for (const chunk of ["a", "b\n", "12345678901", "2\nné", "xt\n\nlast"]) {
    for (const byte of Buffer.from(chunk)) reader.push(Buffer.from([byte]));
  }
  expect(lines).toEqual(["ab", "néxt", ""]);
});
