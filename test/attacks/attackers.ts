import type { Notebook } from "../../src/notebook/index.js";
import { lesson, withSources } from "../grading/support/lesson.js";

const { solved, released } = lesson();

type Answers = Readonly<Record<string, { readonly above?: string; readonly body?: string }>>;

/** An attack that the compiler stops shows nothing of the sandbox; and whoever attacks says this. */
const unchecked = "// @ts-nocheck\n";

/**
 * A notebook whose answers are the lesson's own, these excepted: `above` goes before the function,
 * `body` to the start of it. So an attack that does nothing earns the points.
 */
export function attacker(answers: Answers): Notebook {
  const sources = Object.entries(answers).map(([id, { above = "", body = "" }]) => {
    const source = solved.cells.find((cell) => cell.id === id)?.source ?? "";
    // The function's own brace is the last one of its first line.
    const withBody = source.replace(/^(function .*\{)$/mu, (head) => `${head}\n${body}`);
    if (withBody === source) throw new Error(`There is no function in ${id}`);
    return [id, `${unchecked}${above}\n${withBody}`];
  });
  return withSources(solved, Object.fromEntries(sources));
}

/** Answers of this learner's own, over the untouched release. */
export function impostor(answers: Readonly<Record<string, string>>): Notebook {
  const sources = Object.entries(answers).map(([id, source]) => [id, unchecked + source]);
  return withSources(released, Object.fromEntries(sources));
}

export const honest = solved;

const mime = "application/vnd.softgrad.observations+json";
const fn = "(target: any, prediction: any): any";

/** Sends every process of the compiler that it finds a signal. */
const signalCompiler = (signal: string): string => `
const { readdirSync, readlinkSync } = require("node:fs");
const signalCompiler = () => {
  for (const id of readdirSync("/proc")) {
    try { if (readlinkSync("/proc/" + id + "/exe").endsWith("/tsc")) process.kill(Number(id), "${signal}"); } catch {}
  }
};`;

const killer = JSON.stringify(`${signalCompiler("SIGKILL")} setInterval(signalCompiler, 3);`);

/** An answer that runs and is right, but that the compiler refuses. */
const refused = `const points: number = "nine";\n${sourceOf("mean-iou")}`;

function sourceOf(id: string): string {
  return solved.cells.find((cell) => cell.id === id)?.source ?? "";
}

function withRefused(notebook: Notebook): Notebook {
  return withSources(notebook, { "mean-iou": refused });
}

/** Takes the place of softgrad/checks for every later import, and shows what `payload` says. */
const replaceProbe = (payload: string): string => `
const Module = require("node:module");
const load = Module._load;
Module._load = function (name: string, ...rest: unknown[]) {
  const real = load.call(this, name, ...rest);
  if (name !== "softgrad/checks") return real;
  return { ...real, probe: async () => { const t = require("tslab"); t.display.raw("${mime}", ${payload}); } };
};`;

export const attackers = {
  exits: attacker({
    "thread-to-iou": { body: "process.exit(0);" },
    "mean-iou": { body: 'process.kill(-1, "SIGKILL");' },
  }),

  stopsRunner: attacker({
    "soft-iou": { body: 'process.kill(process.ppid, "SIGSTOP"); while (true) {}' },
    "mean-iou": { body: 'process.on("SIGINT", () => {}); while (true) {}' },
  }),

  printsOwnObservations: attacker({
    "thread-to-iou": {
      body: `require("tslab").display.raw("${mime}", { exercise: "thread-to-iou", observations: [] });`,
    },
  }),

  replacesProbe: impostor({
    "thread-to-iou": `${replaceProbe('{ exercise: "thread-to-iou", observations: Array(20).fill({ status: "correct" }) }')}
function iouFromThread(thread: any): any { return thread; }`,
    "soft-iou": `${replaceProbe('JSON.parse(\'{"exercise":"soft-iou","observations":[{"__proto__":{"polluted":1},"status":"returned","value":1}],"__proto__":{"polluted":1}}\')')}
function softIou${fn} { return 1; }`,
    "mean-iou": `${replaceProbe('"correct"')}
function meanIou${fn} { return 1; }`,
  }),

  alwaysEqual: impostor({
    "thread-to-iou": `
const equal: any = new Proxy(function () {}, { get: (_t, key) => key === Symbol.toPrimitive ? () => 1 : equal, apply: () => equal, has: () => true });
function iouFromThread(thread: any): any { return equal; }`,
    "soft-iou": `
Number.isFinite = () => true; Math.abs = () => 0; Object.is = () => true; Array.prototype.every = () => true;
JSON.stringify = () => '{"exercise":"soft-iou","state":"correct","score":100}';
function softIou${fn} { return 1; }`,
  }),

  speaksForTheRunner: attacker({
    "soft-iou-loss": {
      above: `
const { openSync, writeSync } = require("node:fs");
function speak(record: object): void {
  try { writeSync(openSync("/proc/" + process.ppid + "/fd/1", "w"), "\\n" + JSON.stringify(record) + "\\n"); } catch {}
}
for (let cell = 0; cell < 40; cell++) speak({ type: "started", cell });`,
      body: `
for (let cell = 0; cell < 40; cell++) {
  speak({ type: "finished", cell, end: { status: "ok" }, truncated: false, observations: [{ exercise: "soft-iou-loss", state: "correct" }] });
}
speak({ type: "done" });
return tf.scalar(0.5);`,
    },
  }),

  floods: attacker({
    "thread-to-iou": {
      body: 'for (let i = 0; i < 20000; i++) console.log("line", i);',
    },
    "soft-iou": {
      body: 'for (let i = 0; i < 50; i++) console.log("x".repeat(1_000_000));',
    },
  }),

  printsForEver: attacker({
    "thread-to-iou": { above: 'setInterval(() => console.log("still here"), 1);' },
    "soft-iou": { body: 'while (true) console.log("y");' },
  }),

  asks: attacker({
    "thread-to-iou": { above: 'prompt("Which grade do you want? ");' },
    "soft-iou": {
      above: 'require("node:fs").readFileSync(0); process.stdin.on("data", () => {});',
    },
  }),

  takesMemory: attacker({
    "soft-iou": {
      body: "const all: unknown[] = []; while (true) all.push(new Array(20_000_000).fill(all.length + 0.5));",
    },
    "mean-iou": {
      body: "const all: Buffer[] = []; while (true) all.push(Buffer.alloc(400_000_000, 1));",
    },
  }),

  forks: attacker({
    "mean-iou": {
      above: `
require("node:child_process").spawn("sh", ["-c", "f() { f | f & }; f"], { detached: true, stdio: "ignore" }).on("error", () => {}).unref();`,
    },
  }),

  leavesProcess: (marker: string) =>
    attacker({
      "thread-to-iou": {
        above: `
require("node:child_process").spawn("sleep", ["${marker}"], { detached: true, stdio: "ignore" }).unref();
setInterval(() => {}, 1000);`,
      },
    }),

  honestButRefused: withRefused(solved),

  killsCompiler: withRefused(
    attacker({ "thread-to-iou": { above: `${signalCompiler("SIGKILL")} signalCompiler();` } }),
  ),

  keepsKillingCompiler: withRefused(
    attacker({
      "soft-iou-loss": {
        above: `
require("node:child_process").spawn(process.execPath, ["-e", ${killer}], { detached: true, stdio: "ignore" }).unref();
await new Promise((resolve) => setTimeout(resolve, 2000));`,
      },
    }),
  ),

  stopsCompiler: withRefused(
    attacker({ "thread-to-iou": { above: `${signalCompiler("SIGSTOP")} signalCompiler();` } }),
  ),

  throwsHtml: attacker({
    "soft-iou": {
      body: "throw new Error('</p><script>alert(1)</script><img src=x onerror=alert(1)>');",
    },
  }),

  /** Tries to read and write all that is not its own, and gives what it got away in an error. */
  plunders: (paths: readonly string[], port: number) =>
    attacker({
      "soft-iou": {
        above: `
const fs = require("node:fs");
const path = require("node:path");
const loot: string[] = [];
const candidates = ${JSON.stringify(paths)}.flatMap((each: string) => [each, path.basename(each), path.join("/course", path.basename(each)), path.join("/proc/1/root", each)]);
for (const each of [...candidates, "../notebooks", "/course/notebooks", "/course/.softgrad", "/home", "/root"]) {
  try { loot.push(each + ": " + fs.readdirSync(each).length); } catch {}
  try { loot.push(each + ": " + fs.readFileSync(each, "utf8").length); } catch {}
  try { fs.writeFileSync(path.join(each, "results.json"), "{}"); loot.push("wrote to " + each); } catch {}
}
for (const url of ["http://127.0.0.1:${port}/", "http://localhost:${port}/", "https://registry.npmjs.org/"]) {
  try { await fetch(url); loot.push("reached " + url); } catch {}
}
for (const file of fs.readdirSync(process.env.HOME, { recursive: true })) if (/history/.test(file)) loot.push(file);
for (const name of Object.keys(process.env)) if (/TOKEN|SECRET|KEY|SOFTGRAD_(?!KERNEL_HISTORY$)/.test(name)) loot.push(name);`,
        body: 'if (loot.length > 0) throw new Error("loot: " + loot.join(", "));',
      },
    }),
};
