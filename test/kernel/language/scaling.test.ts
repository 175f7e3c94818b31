import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { Checker } from "../../../src/kernel/language/check/checker.js";
import { projectOptions } from "../../../src/kernel/language/check/options.js";
import { Program } from "../../../src/kernel/language/check/program.js";

const folder = mkdtempSync(join(tmpdir(), "softgrad scaling-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A program that tells what is written into it. */
class Recorded extends Program {
  readonly texts = new Map<string, string>();

  override write(path: string, text: string): void {
    this.texts.set(basename(path), text);
    super.write(path, text);
  }

  /** The names that a cell's module imports. */
  imports(slot: number): string[] {
    const text = this.texts.get(`.softgrad-cell-${slot}.mts`) ?? "";
    return text.match(/__softgrad_\d+_\w+/g) ?? [];
  }

  /** The cells through which a name of the hub is inferred. */
  reach(name: string, found = new Set<number>()): Set<number> {
    const hub = this.texts.get(".softgrad-cells.mts") ?? "";
    const [, shown = ""] = new RegExp(`(\\w+) as ${name}\\b`).exec(hub) ?? [];
    const slot = Number(/__softgrad_(\d+)_/.exec(name)?.[1]);
    if (shown.startsWith("__softgrad_written_") || found.has(slot)) return found;
    found.add(slot);
    for (const earlier of this.imports(slot)) this.reach(earlier, found);
    return found;
  }
}

function recorded() {
  const program = new Recorded(folder);
  return { program, checker: new Checker(folder, projectOptions(folder), program) };
}

describe("three hundred cells", () => {
  test("each sees what it mentions, and the first as directly as the last", async () => {
    const { program, checker } = recorded();
    try {
      for (let cell = 0; cell < 300; cell += 1) checker.accept(`const v${cell} = ${cell}`);
      expect(await checker.check("const s: string = v0 + v299")).toMatchObject([{ code: 2322 }]);
      expect(program.imports(300)).toEqual([
        "__softgrad_0_v0",
        "__softgrad_299_v299",
        "__softgrad_0_v0",
        "__softgrad_299_v299",
      ]);
    } finally {
      await checker.dispose();
    }
  });

  test.each([
    ["values", "const v0 = { n: 1 }", "const v$ = { n: v@.n + 1 }"],
    [
      "functions",
      "const v0 = (x: number) => [x]",
      "const v$ = (x: number) => v@(x).map(String).map(Number)",
    ],
    ["declared functions", "function v0() { return 1 }", "function v$() { return v@() * 2 }"],
    ["literals", "const v0 = 'a'", "const v$ = v@"],
  ])("%s that build on each other are inferred through few cells", async (_title, first, next) => {
    const { program, checker } = recorded();
    try {
      checker.accept(first);
      for (let cell = 1; cell < 60; cell += 1) {
        const code = next.replaceAll("$", String(cell)).replaceAll("@", String(cell - 1));
        expect(await checker.check(code)).toEqual([]);
        checker.accept(code);
      }
      expect(await checker.check("let last = v59; last = undefined")).toMatchObject([
        { code: 2322 },
      ]);
      expect(program.reach("__softgrad_59_v59").size).toBeLessThanOrEqual(16);
    } finally {
      await checker.dispose();
    }
  });
});

describe("a type is written out as it was inferred", () => {
  /** Each is eight cells away from where its type comes from. */
  test.each([
    ["a literal, which widens", "const v = 5", "let w = v; w = 6", []],
    ["a literal, which stays one", "const v = 5", "const w: 6 = v", [2322]],
    ["text with a quote", "const v = 'a\"b'", "const w: 'a' = v", [2322]],
    ["a union", "const v = Math.random() > 1 ? 1 : 'a'", "v.length", [2339]],
    ["a local interface", "interface I { a: number }; const v = { a: 1 } as I", "v.b", [2339]],
    ["a generic function", "const v = <T extends string>(x: T) => [x]", "v(1)", [2345]],
    [
      "overloads",
      "function v(x: 1): 1; function v(x: 2): 2; function v(x: 1 | 2) { return x }",
      "v(3)",
      [2769],
    ],
    [
      "a class that nobody can name",
      "const v = new (class { #x = 1; y = 2 })()",
      "v.y = 'a'",
      [2322],
    ],
    ["a symbol of its own", "const v = Symbol()", "({ [v]: 1 })[v].nope", [2339]],
    ["any", "const v: any = 1", "v.anything", []],
    [
      "an assertion function",
      "function v(x: unknown): asserts x is string {}",
      "const u: unknown = 1; v(u); u.nope",
      [2339],
    ],
    [
      "a function with a namespace",
      "function v() {} namespace v { export type T = 1 }",
      "const w: v.T = 2",
      [2322],
    ],
    ["a variable with a type of its name", "const v = 1; type v = 'x'", "const w: v = 'y'", [2322]],
  ])("%s", async (_title, code, last, expected) => {
    const { program, checker } = recorded();
    try {
      checker.accept("const d0 = 1");
      for (let cell = 1; cell < 7; cell += 1) checker.accept(`const d${cell} = d${cell - 1} + 1`);
      checker.accept(`const d7 = d6 + 1; ${code}`);
      // Until the types are written.
      await checker.check("0");
      await checker.check("0");
      expect(program.texts.get(".softgrad-cells.mts")).toContain("__softgrad_written_d7 as");
      const found = await checker.check(last);
      expect(found.map((wrong) => wrong.code)).toEqual(expected);
    } finally {
      await checker.dispose();
    }
  });
});
