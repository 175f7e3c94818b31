import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readlinkSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Checker } from "../../../src/kernel/language/check/checker.js";
import { type Compiler, startCompiler } from "../../../src/kernel/language/check/compiler.js";
import { projectOptions } from "../../../src/kernel/language/check/options.js";
import { Program } from "../../../src/kernel/language/check/program.js";
import { createLanguage } from "../../../src/kernel/language/index.js";
import { InterruptibleCheck } from "../../../src/kernel/protocol/execution/check.js";

const folder = mkdtempSync(join(tmpdir(), "softgrad compiler-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function watched({ patience = 60_000 } = {}) {
  const started: Compiler[] = [];
  const start: typeof startCompiler = (cwd, readFile) => {
    const compiler = startCompiler(cwd, readFile);
    started.push(compiler);
    return compiler;
  };
  const program = new Program(folder, start, true, patience);
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

// Windows cannot stop a process and let it go on.
test.skipIf(process.platform === "win32")(
  "a compiler that hangs is ended, and replaced for the next question",
  async () => {
    const { started, checker } = watched({ patience: 8000 });
    try {
      expect(await checker.check("const a = 1")).toEqual([]);
      process.kill(started[0]?.pid ?? Number.NaN, "SIGSTOP");
      await expect(checker.check("const b = 1")).rejects.toThrow(
        "Cannot check types: TypeScript's compiler gave no answer within 8 s and was ended",
      );
      expect(started).toHaveLength(1);
      expect(await checker.check("const s: string = 1")).toMatchObject([{ code: 2322 }]);
    } finally {
      await checker.dispose();
    }
  },
);

describe("where the compiler is not installed", () => {
  const { arch } = process;
  beforeAll(() => {
    Object.defineProperty(process, "arch", { value: "pdp11" });
  });
  afterAll(() => {
    Object.defineProperty(process, "arch", { value: arch });
  });
  const missing = `Cannot check types: TypeScript's compiler for this machine is not installed (npm package @typescript/typescript-${process.platform}-pdp11; npm must not omit optional packages)`;

  test("each check says so, and questions are answered with nothing", async () => {
    const language = createLanguage({ cwd: folder });
    try {
      await expect(language.check("1")).rejects.toThrow(missing);
      await expect(language.check("1")).rejects.toThrow(missing);
      expect(await language.complete("'a'.to", 6)).toEqual({
        matches: [],
        start: 6,
        end: 6,
        types: [],
      });
      expect(await language.inspect("'a'", 1)).toBeNull();
    } finally {
      await language.dispose();
    }
  });

  test("cells run, with one warning for the failure", async () => {
    const language = createLanguage({ cwd: folder });
    const warnings: string[] = [];
    const check = new InterruptibleCheck((text) => warnings.push(text));
    try {
      expect(await check.check(language, "const s: string = 1")).toEqual([]);
      expect(await check.check(language, "const s: string = 1")).toEqual([]);
      expect(warnings).toEqual([`${missing}. Cells run unchecked until it works again.\n`]);
      expect(check.unchecked).toBe(missing);
      check.begin();
      expect(check.unchecked).toBeUndefined();
    } finally {
      await language.dispose();
    }
  });
});

/** Every process that works in a folder, where the system tells. */
const processesIn = (where: string): number[] =>
  readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((id) => {
      try {
        return readlinkSync(`/proc/${id}/cwd`) === where;
      } catch {
        return false;
      }
    })
    .map(Number);

// The folder of another process is told by Linux alone.
describe.skipIf(process.platform !== "linux")("a compiler outlives no kernel", () => {
  test.each([0, 20, 100])("that is killed %i ms after it was started", async (pause) => {
    const place = realpathSync(mkdtempSync(join(tmpdir(), "softgrad orphans-")));
    const language = join(import.meta.dirname, "../../../dist/kernel/language/index.js");
    const program = `import { createLanguage } from ${JSON.stringify(language)};
      const asked = createLanguage({ cwd: process.cwd() }).check("const a = 1");
      await asked.catch(() => {});`;
    const kernel = spawn(process.execPath, ["--input-type=module", "-e", program], {
      cwd: place,
      stdio: "ignore",
    });
    try {
      while (!processesIn(place).some((id) => id !== kernel.pid)) await delay(1);
      await delay(pause);
      kernel.kill("SIGKILL");
      while (processesIn(place).length > 0) await delay(20);
    } finally {
      rmSync(place, { recursive: true, force: true });
    }
  });
});
