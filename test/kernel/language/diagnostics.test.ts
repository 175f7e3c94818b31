import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { createLanguage } from "../../../src/kernel/language/index.js";
import { renderDiagnostics } from "../../../src/kernel/protocol/renderError.js";

const folder = mkdtempSync(join(tmpdir(), "softgrad diagnostics "));
writeFileSync(join(folder, "shape.ts"), "\nexport interface Shape {\n  sides: number;\n}\n");
const language = createLanguage({ cwd: folder });

afterAll(async () => {
  await language.dispose();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => language.reset());

/** The error of the last cell as a notebook shows it. */
async function shown(...cells: string[]): Promise<string> {
  for (const [index, cell] of cells.slice(0, -1).entries()) {
    language.accept(cell, `cell [${index + 1}]`);
  }
  const code = cells.at(-1) ?? "";
  const found = await language.check(code);
  return renderDiagnostics(found, code, `cell [${cells.length}]`).traceback.join("\n");
}

describe("an error shows", () => {
  test("its code, its line and what it is about", async () => {
    expect(await shown("const a = 1;\n\tconst s: string = a;\na;")).toBe(
      [
        "TS2322: Type 'number' is not assignable to type 'string'.",
        "",
        "cell [1], line 2:",
        "  1 | const a = 1;",
        "> 2 | \tconst s: string = a;",
        "    | \t      ^",
        "  3 | a;",
      ].join("\n"),
    );
  });

  test("the cell and line where something was declared", async () => {
    const declared = "// about\ninterface Q {\n  name: string }";
    expect(await shown(declared, "const q: Q = {}")).toBe(
      [
        "TS2741: Property 'name' is missing in type '{}' but required in type 'Q'.",
        "",
        "cell [2], line 1:",
        "> 1 | const q: Q = {}",
        "    |       ^",
        "  cell [1], line 3: 'name' is declared here.",
      ].join("\n"),
    );
  });

  test("the line of a file where something was declared", async () => {
    const text = await shown('import type { Shape } from "./shape"; const s: Shape = {}');
    expect(text).toContain(`${join(folder, "shape.ts")}, line 3: 'sides' is declared here.`);
  });

  test("nothing of the compiler's own files", async () => {
    const text = await shown("'x'.toUppercase()");
    expect(text).toContain("Did you mean 'toUpperCase'?");
    expect(text).not.toContain(".d.ts");
  });

  test("the reasons below it, each further in", async () => {
    const text = await shown("const a: { b: { c: string } } = { b: { c: 1 } } as { b: { c: 1 } }");
    expect(text).toContain(
      [
        "  The types of 'b.c' are incompatible between these types.",
        "    Type 'number' is not assignable to type 'string'.",
      ].join("\n"),
    );
  });

  test("beside the others", async () => {
    const text = await shown("const a: string = 1;\nconst b: number = '';");
    expect(text.match(/^> .*/gm)).toEqual([
      "> 1 | const a: string = 1;",
      "> 2 | const b: number = '';",
    ]);
  });
});

describe("syntax", () => {
  test.each([
    ["let x = ;", "1:9 1109 Expression expected."],
    ["if (true) {", "1:12 1005 '}' expected."],
    ["foo(1,\n", "1:7 1135 Argument expression expected."],
    ["await", "1:6 1109 Expression expected."],
    ["'open", "1:6 1002 Unterminated string literal."],
    ["return 1", "1:1 1108 A 'return' statement can only be used within a function body."],
  ])("%j", async (code, expected) => {
    const [found] = await language.check(code);
    expect(
      found && `${found.start.line}:${found.start.column} ${found.code} ${found.message}`,
    ).toBe(expected);
  });
});

describe("what does not block a cell", () => {
  test.each([
    ["what is deprecated", "/** @deprecated */ const old = 1; old; 'x'.substr(1); escape('x')"],
    [
      "what is unused",
      "import { join } from 'node:path'; function f(unused: number) { let x = 1 }",
    ],
    ["what is never reached", "function f() { return 1; f() }; label: for (;;) { break }"],
    ["@ts-ignore", "// @ts-ignore\nconst s: string = 1"],
    ["@ts-ignore as it stands in JSX", "/* @ts-ignore */\nconst s: string = 1"],
    ["@ts-nocheck below other comments", "/* a\n b */\n// c\n// @ts-nocheck\nnowhere"],
  ])("%s", async (_title, code) => {
    expect(await language.check(code)).toEqual([]);
  });
});
