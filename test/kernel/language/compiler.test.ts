import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { Checker } from "../../../src/kernel/language/check/checker.js";
import { type Compiler, startCompiler } from "../../../src/kernel/language/check/compiler.js";
import { projectOptions } from "../../../src/kernel/language/check/options.js";
import { Program } from "../../../src/kernel/language/check/program.js";

const folder = mkdtempSync(join(tmpdir(), "softgrad compiler-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function watched() {
  const started: Compiler[] = [];
  const program = new Program(folder, (cwd, readFile) => {
    const compiler = startCompiler(cwd, readFile);
    started.push(compiler);
    return compiler;
  });
  return { started, checker: new Checker(folder, projectOptions(folder), program) };
}

test("a compiler that dies is replaced, and earlier cells are known to the new one", async () => {
  const { started, checker } = watched();
  try {
    expect(await checker.check("const a = 1")).toEqual([]);
    checker.accept("const a = 1");
    started[0]?.kill();
    await started[0]?.ended;
    expect(await checker.check("const s: string = a")).toMatchObject([{ code: 2322 }]);
    // One that dies under a question is replaced for that very question.
    const asked = checker.check("const s: string = a");
    started[1]?.kill();
    expect(await asked).toMatchObject([{ code: 2322 }]);
    expect(started.length).toBeGreaterThan(1);
  } finally {
    await checker.dispose();
  }
});

test("no compiler is left when the checker is disposed of", async () => {
  const { started, checker } = watched();
  const asked = checker.check("const a = 1").catch((error: Error) => error.message);
  await checker.dispose();
  expect(await asked).toMatch(/^Cannot check types: /);
  await Promise.all(started.map(({ ended }) => ended));
  await expect(checker.check("1")).rejects.toThrow(
    "Cannot check types: the checker was disposed of",
  );
});
