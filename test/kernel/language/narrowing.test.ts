import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { createLanguage } from "../../../src/kernel/language/index.js";

const folder = mkdtempSync(join(tmpdir(), "softgrad narrowing-"));
const language = createLanguage({ cwd: folder });
afterAll(async () => {
  await language.dispose();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => language.reset());

/** Each cell's errors as `line:column code`; a cell that starts with `// fails` does not end. */
async function errors(cells: readonly string[]): Promise<string[][]> {
  const all: string[][] = [];
  for (const cell of cells) {
    const found = await language.check(cell);
    all.push(found.map(({ code, start }) => `${start.line}:${start.column} ${code}`));
    language.accept(cell);
    if (!cell.startsWith("// fails")) language.finished();
  }
  return all;
}

const maybe = "JSON.parse('1') as string | undefined";

describe("what a cell finds out about a variable holds in later ones", () => {
  test.each<[string, string[], string[][]]>([
    [
      "by throwing",
      [
        `let r: string | undefined = ${maybe}; if (!r) throw 1`,
        "r.length; const f = () => r.length",
      ],
      [[], []],
    ],
    [
      "until it is assigned",
      [`let r: string | undefined = ${maybe}; if (!r) throw 1`, "r = undefined", "r.length"],
      [[], [], ["1:1 18048"]],
    ],
    [
      "by what it begins with",
      ["let v: number | string = 5", "v.toFixed(); v = 'x'", "v.length; v.toFixed()"],
      [[], [], ["1:13 2551"]],
    ],
    [
      "while its own type governs what is assigned",
      ["let v: number | string = 5", "v = 'x'; v = true"],
      [[], ["1:10 2322"]],
    ],
    [
      "of a constant",
      [`const c = ${maybe}; if (!c) throw 1`, "c.length; () => c.length"],
      [[], []],
    ],
    [
      "by an assertion",
      [
        "function isText(value: unknown): asserts value is string {}\nlet u: unknown = 1; isText(u)",
        "u.length",
      ],
      [[], []],
    ],
    [
      "by a loop",
      [`let w: string | undefined = ${maybe}; while (!w) w = ${maybe};`, "w.length"],
      [[], []],
    ],
  ])("%s", async (_title, cells, expected) => {
    expect(await errors(cells)).toEqual(expected);
  });

  test.each<[string, string[], string[][]]>([
    [
      "if it failed half-way",
      [`// fails\nlet r: string | undefined = ${maybe}; if (!r) throw 1`, "r.length"],
      [[], ["1:1 18048"]],
    ],
    [
      "if one that assigns fails",
      ["let r: string | undefined = 'x'", "// fails\nr = undefined; r = 'x'", "r.length"],
      [[], [], ["1:1 18048"]],
    ],
    [
      "if a function assigns it",
      ["let v: number | undefined = 5", "const g = () => { v = undefined }", "v.toFixed()"],
      [[], [], ["1:1 18048"]],
    ],
  ])("not %s", async (_title, cells, expected) => {
    expect(await errors(cells)).toEqual(expected);
  });
});

describe("a constant of an earlier cell", () => {
  test.each<[string, string[]]>([
    ["widens where a variable is made of it", ["const n = 5", "let m = n; m = 6"]],
    ["keeps its own type", ["const n = 5", "const same: 5 = n; same"]],
    ["keeps a symbol's type", ["const k = Symbol()", "const o = { [k]: 1 }; o[k].toFixed()"]],
  ])("%s", async (_title, cells) => {
    expect(await errors(cells)).toEqual([[], []]);
  });

  test("keeps a type that was written", async () => {
    expect(await errors(["const n: 5 = 5", "let m = n; m = 6"])).toEqual([[], ["1:12 2322"]]);
  });

  test("stays one", async () => {
    expect(await errors(["const n = 5", "n = 6"])).toEqual([[], ["1:1 2588"]]);
  });
});

test("generic arrow functions, as in any .ts file", async () => {
  expect(await errors(["const same = <T>(x: T): T => x; const n: number = same(1)"])).toEqual([[]]);
});
