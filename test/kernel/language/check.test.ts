import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { createLanguage, type Language } from "../../../src/kernel/language/index.js";

const folder = mkdtempSync(join(tmpdir(), "softgrad check "));
symlinkSync(
  join(import.meta.dirname, "../../../node_modules"),
  join(folder, "node_modules"),
  "junction",
);
writeFileSync(
  join(folder, "local.ts"),
  "export interface Shape { sides: number }\nexport const square: Shape = { sides: 4 };\n",
);
const language: Language = createLanguage({ cwd: folder });

afterAll(async () => {
  await language.dispose();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => language.reset());

/** The diagnostics of the last cell, as `line:column code`; the others have to be right. */
async function codes(...cells: string[]): Promise<string[]> {
  for (const cell of cells.slice(0, -1)) {
    expect(await language.check(cell)).toEqual([]);
    language.accept(cell);
  }
  const found = await language.check(cells.at(-1) ?? "");
  return found.map(({ code, start }) => `${start.line}:${start.column} ${code}`);
}

describe("one cell", () => {
  test.each([
    ["a wrong type", "const a = 1;\n  const s: string = a;", ["2:9 2322"]],
    ["strict without a tsconfig", "function f(x) { return x }", ["1:12 7006"]],
    ["top-level await", "const r = await Promise.resolve(1); r.toFixed()", []],
    [
      "Node",
      'import { readFileSync } from "node:fs"; process.cwd(); Buffer.from(""); readFileSync("a")',
      [],
    ],
    ["require", 'const os = require("node:os"); os', []],
    ["globals of the notebook", 'display(1); html`<b>`; prompt("?")', []],
    ["tslab", 'import * as tslab from "tslab"; tslab.display.html("")', []],
    [
      "a wrong use of tslab",
      'import * as tslab from "tslab"; tslab.display.html(1)',
      ["1:52 2345"],
    ],
    ["opt-out", "// about\n// @ts-nocheck\nconst s: string = 1", []],
    ["opt-out too late", "const s: string = 1\n// @ts-nocheck", ["1:7 2322"]],
    ["an expected error", "// @ts-expect-error\nconst s: string = 1", []],
    ["an error that did not come", "// @ts-expect-error\nconst s = 1", ["1:1 2578"]],
    ["unused names", "const unused = 1; import { join } from 'node:path'", []],
    [
      "local modules",
      'import { type Shape, square } from "./local.ts"; const s: Shape = square; s.sides',
      [],
    ],
    [
      "local modules by their JavaScript name",
      'import { square } from "./local.js"; square.nope',
      ["1:45 2339"],
    ],
    ["syntax", "let x = ;", ["1:9 1109"]],
    ["an old-style assertion", "const n = <number>(1 as unknown); n", []],
    [
      "standard decorators",
      "const d = (v: unknown, _: ClassDecoratorContext) => {}; @d class A {}",
      [],
    ],
  ])("%s", async (_title, code, expected) => {
    expect(await codes(code)).toEqual(expected);
  });

  test("says what is wrong as TypeScript does, with what belongs to it", async () => {
    const code = "interface P { name: string }\nconst p: P = { nam: 'x' }";
    expect(await language.check(code)).toEqual([
      {
        code: 2561,
        message:
          "Object literal may only specify known properties, but 'nam' does not exist in type 'P'. Did you mean to write 'name'?",
        start: { line: 2, column: 16 },
        end: { line: 2, column: 19 },
        related: [],
      },
    ]);
    const [chain] = await language.check(
      "const a: { b: { c: string } } = { b: { c: 1 } } as { b: { c: number } }",
    );
    expect(chain?.message).toContain("\n    Type 'number' is not assignable to type 'string'.");
    const [missing] = await language.check("interface Q { a: 1 }\nconst q: Q = {}");
    expect(missing?.related).toEqual(["Line 1: 'a' is declared here."]);
  });
});

describe("several cells", () => {
  test.each([
    [
      "names are seen",
      ["const a = 1; function f() { return 'x' }", "const s: string = a; f().length"],
      ["1:7 2322"],
    ],
    ["const stays const", ["const a = 1", "a = 2"], ["1:1 2588"]],
    ["let can be assigned", ["let a = 1", "a = 2; a.toFixed()"], []],
    ["… its own type", ["let a = 1", "a = 'x'"], ["1:1 2322"]],
    ["redeclared with another type", ["const a = 1", "const a = 'x'", "a.length"], []],
    [
      "an older closure does not matter",
      ["let a = 1; const g = () => a", "const a = 'x'", "g().toFixed()"],
      [],
    ],
    ["interfaces", ["interface I { a: number }", "const i: I = { a: 'x' }"], ["1:16 2322"]],
    [
      "interfaces replace each other",
      ["interface I { a: number }", "interface I { b: number }", "const i: I = { b: 1 }"],
      [],
    ],
    [
      "types with parameters",
      ["type Pair<T> = [T, T]", "const p: Pair<number> = [1, 'x']"],
      ["1:29 2322"],
    ],
    [
      "classes as types and values",
      ["class A { x = 1 }", "const a: A = new A(); a.x.nope"],
      ["1:27 2339"],
    ],
    ["enums", ["enum E { A, B }", "const e: E.A = E.B"], ["1:7 2322"]],
    [
      "namespaces",
      ["namespace N { export const x = 1; export type T = string }", "const t: N.T = N.x"],
      ["1:7 2322"],
    ],
    [
      "imports",
      [
        'import * as path from "node:path"; import { type Shape } from "./local.ts"',
        "const s: Shape = { sides: path.sep }",
      ],
      ["1:20 2322"],
    ],
    [
      "a type and a const of one name",
      ["const X = 1; type X = string", "const s: X = X"],
      ["1:7 2322"],
    ],
    [
      "exports",
      ["export const a = 1; export { a as b }", "a + 'x'; const s: string = a"],
      ["1:16 2322"],
    ],
    ["var in a block", ["for (var i = 0; i < 3; i++);", "const s: string = i"], ["1:7 2322"]],
    [
      "names of long ago",
      ["const a = 1", "const b = a", "const c = b", "const s: string = a + c"],
      ["1:7 2322"],
    ],
    ["what was never declared", ["const alpha = 1", "alpa"], ["1:1 2552"]],
    [
      "unique symbols",
      ["const key = Symbol(); interface K { [key]: number }", "const k: K = { [key]: 1 }; k[key]"],
      [],
    ],
  ])("%s", async (_title, cells, expected) => {
    expect(await codes(...cells)).toEqual(expected);
  });

  test("many cells, more than were made ready", async () => {
    for (let cell = 0; cell < 70; cell += 1) language.accept(`const v${cell} = ${cell}`);
    expect(await codes("const s: string = v0 + v69")).toEqual(["1:7 2322"]);
  });

  test("JSX, beside await and imports, whatever the folder's package.json says", async () => {
    const jsx = `import { square } from "./local.js";
      declare global { namespace JSX { interface IntrinsicElements { b: { id: string } } } }
      // @ts-expect-error There is no React here.
      const element = <b id="x" />; const n = await Promise.resolve(square.sides);`;
    const cells = [
      "const a = 1",
      jsx,
      "// @ts-nocheck\nexport const later = 2",
      "n + a + later; const s: string = n",
    ];
    expect(await codes(...cells)).toEqual(["1:22 2322"]);
  });

  test("questions asked at once are each about their own text", async () => {
    const found = await Promise.all([
      language.check("const a: string = 1"),
      language.complete("'x'.toUpper", 11),
      language.check("const b = 1"),
    ]);
    expect(found[0]).toHaveLength(1);
    expect(found[1].matches).toEqual(["toUpperCase"]);
    expect(found[2]).toEqual([]);
  });

  test("a rejected cell leaves nothing", async () => {
    expect(await codes("const bad: string = 1")).toHaveLength(1);
    expect(await codes("bad")).toEqual(["1:1 2304"]);
  });

  test("a local module is read again when it was edited or came later", async () => {
    const code = 'import { later } from "./later.ts"; const n: number = later';
    expect(await codes(code)).toEqual(["1:23 2307"]);
    writeFileSync(join(folder, "later.ts"), "export const later = 'x';\n");
    expect(await codes(code)).toEqual(["1:43 2322"]);
    writeFileSync(join(folder, "later.ts"), "export const later = 12;\n");
    expect(await codes(code)).toEqual([]);
  });
});

describe("the nearest tsconfig.json", () => {
  test("is respected", async () => {
    const project = join(folder, "project");
    mkdirSync(join(project, "notebooks"), { recursive: true });
    writeFileSync(
      join(project, "tsconfig.json"),
      `{ "compilerOptions": { "strict": false, "noImplicitReturns": true, "lib": ["esnext"], // no dom
        "experimentalDecorators": true, "paths": { "@local": ["../local.ts"] } } }`,
    );
    const lenient = createLanguage({ cwd: join(project, "notebooks") });
    try {
      const at = async (code: string) => (await lenient.check(code)).map((found) => found.code);
      expect(await at("function f(x) { if (x) return 1 }")).toEqual([7030]);
      expect(await at("const s: string = null")).toEqual([]);
      expect(await at("document")).toEqual([2584]);
      expect(await at("const d = (c: Function) => {}; @d class A {}")).toEqual([]);
      expect(await at('import { square } from "@local"; square.nope')).toEqual([2339]);
    } finally {
      await lenient.dispose();
    }
  });
});
