import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { expect, test } from "vitest";
import { exercises } from "../../src/checks/index.js";
import { resultsSchema } from "../../src/grading/index.js";
import { bubblewrapWorks } from "../grading/support/bubblewrap.js";
import { folderOf } from "../grading/support/folder.js";
import { root } from "../grading/support/lesson.js";

const main = join(root, "dist", "cli", "main.js");
const lessons = [...new Set(exercises.map(({ lesson }) => lesson))];
const examples = join(root, "examples", "submissions");

function softgrad(...args: string[]) {
  return execa(process.execPath, [main, ...args], { reject: false, cwd: folderOf() });
}

/** A usage error is one line on stderr and exit code 2, nothing else. */
async function usageError(...args: string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await softgrad(...args);
  expect({ exitCode, stdout, lines: stderr.split("\n").length }).toEqual({
    exitCode: 2,
    stdout: "",
    lines: 1,
  });
  return stderr;
}

test("--version and --help", async () => {
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  expect(await softgrad("--version")).toMatchObject({ exitCode: 0, stdout: version });
  const help = await softgrad("grade", "--help");
  expect(help.exitCode).toBe(0);
  for (const option of [
    "--assignment",
    "--out",
    "--jobs",
    "--timeout",
    "--seed",
    "--sandbox",
    "--kernel",
  ]) {
    expect(help.stdout).toContain(option);
  }
});

test.each([
  [
    ["grde"],
    'softgrad: Unknown command "grde": did you mean grade? Known commands: grade, execute, kernel, lesson, build-notebooks',
  ],
  [
    ["--frob"],
    "softgrad: Unknown option --frob: name a command first. Known commands: grade, execute, kernel, lesson, build-notebooks",
  ],
  [["grade"], "softgrad: No submissions: name the folder, as in softgrad grade submissions/"],
  [
    ["grade", ".", "--sed", "ab"],
    "softgrad: Unknown option --sed: did you mean --seed? See softgrad grade --help",
  ],
  [["grade", ".", "more"], 'softgrad: Unexpected argument "more": see softgrad grade --help'],
  [["grade", ".", "--seed"], "softgrad: Option --seed needs a value: none was given"],
  [
    ["grade", ".", "--seed", "xyz"],
    'softgrad: Option --seed must be 1 to 64 hex digits: got "xyz"',
  ],
  [
    ["grade", ".", "--jobs", "0"],
    'softgrad: Option --jobs must be a whole number from 1 to 256: got "0"',
  ],
  [
    ["grade", ".", "--timeout", "1.5"],
    'softgrad: Option --timeout must be a whole number from 1 to 3600: got "1.5"',
  ],
  [
    ["grade", ".", "--sandbox", "docker"],
    'softgrad: Option --sandbox must be auto, bubblewrap or none: got "docker"',
  ],
  [
    ["grade", ".", "--kernel", "deno"],
    'softgrad: Unknown kernel "deno": Known kernels: softgrad, tslab',
  ],
  [
    ["grade", ".", "--kernel", "softgard"],
    'softgrad: Unknown kernel "softgard": did you mean softgrad? Known kernels: softgrad, tslab',
  ],
])("%j", async (args, line) => {
  expect(await usageError(...args)).toBe(line);
});

test("a folder that is not there, or has no notebook, a wrong assignment: one line each", async () => {
  const folder = folderOf({ "notes.txt": "" });
  const none = ["--sandbox", "none"];
  const run = async (...args: string[]) => {
    const { exitCode, stderr } = await softgrad("grade", ...args, ...none);
    expect(exitCode).toBe(2);
    return stderr.split("\n").filter((line) => !line.startsWith("Warning: No sandbox"));
  };
  expect(await run(join(folder, "gone"))).toEqual([
    `softgrad: Cannot grade ${folder}/gone: no such folder; name the folder of submissions`,
  ]);
  expect(await run(folder)).toEqual([
    `softgrad: Cannot grade ${folder}: there is no .ipynb file in it; expected <student>.ipynb, <student>/<assignment>.ipynb or submitted/<student>/<assignment>/<assignment>.ipynb`,
  ]);
  expect(await run(examples, "--assignment", "04-soft-iuo")).toEqual([
    `softgrad: Unknown assignment "04-soft-iuo": did you mean 04-soft-iou? Known: ${lessons.join(", ")}`,
  ]);
});

test("without bubblewrap it stops and says what to do; unprotected only in words", async () => {
  const folder = folderOf({ "ana.ipynb": "" });
  const { exitCode, stderr } = await execa(process.execPath, [main, "grade", folder], {
    reject: false,
    env: { PATH: folder },
    cwd: folder,
  });
  expect(exitCode).toBe(2);
  expect(stderr).toBe(
    "softgrad: bubblewrap, the sandbox for submissions, is not installed: install it (apt install bubblewrap, dnf install bubblewrap), or say --sandbox none to run them unprotected, as you",
  );
});

test("untouched and refused ones are graded without a kernel; exit code 1 for what was not run", async () => {
  const folder = folderOf();
  for (const name of ["ben-okafor.ipynb", "lena-fischer.ipynb", "nadia-petrova.ipynb"]) {
    cpSync(join(examples, name), join(folder, name));
  }
  const run = await softgrad("grade", folder, "--out", "out", "--sandbox", "none", "--seed", "AB");
  expect(run.exitCode).toBe(1);
  expect(run.stderr).toBe(
    "Warning: No sandbox: submissions run as you, with your files and your network. Grade only what you trust.",
  );
  expect(run.stdout).toContain("Grading 3 submissions,");
  expect(run.stdout).toContain("seed ab\n");
  expect(run.stdout).toMatch(/^\[\d\/3\] {2}ben-okafor {2}04-soft-iou {2}– – – – {2}0\/9 {2}\d/mu);
  expect(run.stdout).toContain("1 graded, 2 not run or incomplete");
  expect(run.stdout).not.toContain("\u001B");
  const out = join(run.cwd, "out");
  const results = resultsSchema.parse(JSON.parse(readFileSync(join(out, "results.json"), "utf8")));
  expect(results).toMatchObject({ seed: "ab", sandbox: "none", interrupted: false });
  expect(readdirSync(out).sort()).toEqual(["feedback", "junit.xml", "records", "results.json"]);
});

test("with --assignment, notebooks of other lessons are left for another time", async () => {
  const folder = folderOf();
  cpSync(join(examples, "ben-okafor.ipynb"), join(folder, "ben", "04-soft-iou.ipynb"));
  cpSync(join(examples, "priya-sharma"), join(folder, "ben"), { recursive: true });
  const run = await softgrad("grade", folder, "--assignment", "04-soft-iou", "--sandbox", "none");
  expect(run.exitCode).toBe(0);
  expect(run.stdout).toContain("Passed over: ben/01-one-hot.ipynb");
  expect(run.stdout).toContain("1 graded, 0 not run");
  expect(existsSync(join(run.cwd, "grades", "feedback", "ben.html"))).toBe(true);
});

test("a folder for results that cannot be made is one line", async () => {
  const folder = folderOf({ "ana.ipynb": "", "file.txt": "" });
  const run = await softgrad("grade", folder, "--sandbox", "none", "--out", `${folder}/file.txt/x`);
  expect(run.exitCode).toBe(2);
  expect(run.stderr).toContain(`softgrad: Cannot write to ${folder}/file.txt/x: `);
  expect(run.stderr).not.toContain("    at ");
});

test("--schema prints the JSON Schema of results.json", async () => {
  const { stdout, exitCode } = await softgrad("grade", "--schema");
  expect(exitCode).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ title: "Results of softgrad grade" });
});

test.skipIf(!bubblewrapWorks)(
  "Ctrl-C keeps what is done and records the rest as not run",
  async () => {
    const folder = folderOf();
    mkdirSync(join(folder, "class"));
    for (const name of ["ben-okafor", "ines-garcia", "yuki-sato"]) {
      cpSync(join(examples, `${name}.ipynb`), join(folder, "class", `${name}.ipynb`));
    }
    const run = execa(
      process.execPath,
      [main, "grade", "class", "--jobs", "1", "--timeout", "600"],
      { reject: false, cwd: folder },
    );
    run.stdout.on("data", (chunk: Buffer) => {
      // The untouched one is done at once; the second then loops until it is interrupted.
      if (chunk.toString().includes("ben-okafor")) setTimeout(() => run.kill("SIGINT"), 3000);
    });
    const { exitCode, stderr } = await run;
    expect(exitCode).toBe(130);
    expect(stderr).toContain("Interrupted: keeping what is done.");
    const text = readFileSync(join(folder, "grades", "results.json"), "utf8");
    const results = resultsSchema.parse(JSON.parse(text));
    expect(results.interrupted).toBe(true);
    expect(
      results.submissions.map(({ student, status, score }) => [student, status, score]),
    ).toEqual([
      ["ben-okafor", "graded", 0],
      ["ines-garcia", "notRun", null],
      ["yuki-sato", "notRun", null],
    ]);
  },
);
