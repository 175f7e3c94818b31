import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { createLanguage } from "../../../src/kernel/language/index.js";

const folder = mkdtempSync(join(tmpdir(), "softgrad wholes-"));
const language = createLanguage({ cwd: folder });
afterAll(async () => {
  await language.dispose();
  rmSync(folder, { recursive: true, force: true });
});

/** Cells of one line, right or wrong, about a new name and two earlier ones. */
const lines: readonly ((name: string, a: string, b: string) => string)[] = [
  (name) => `const ${name} = 5;`,
  (name) => `const ${name} = "text";`,
  (name) => `const ${name} = [1, 2];`,
  (name) => `const ${name} = { k: 1, deep: { on: true } };`,
  (name) => `const ${name} = JSON.parse("1") as string | number | undefined;`,
  (name) => `let ${name}: string | number | undefined = "text";`,
  (name) => `const ${name} = (x: number): string => String(x);`,
  (name) => `const ${name} = <T,>(x: T) => ({ k: x });`,
  (name) => `function ${name}(x?: number) { return x ?? "none"; }`,
  (name) => `class ${name} { k = 1; #secret = "s"; read() { return this.#secret; } }`,
  (name) => `enum ${name} { k, other }`,
  (name) => `interface ${name} { k: number }`,
  (name) => `type ${name}<T> = readonly T[];`,
  (name, a) => `const ${name} = ${a};`,
  (name, a) => `let ${name} = ${a};`,
  (name, a) => `const ${name} = ${a}.k;`,
  (name, a) => `const { k: ${name} } = ${a};`,
  (name, a) => `const ${name} = ${a}(1);`,
  (name, a) => `const ${name} = new ${a}();`,
  (name, a, b) => `const ${name} = ${a} + ${b};`,
  (name, a, b) => `const ${name} = { ...${a}, b: ${b} };`,
  (name, a, b) => `const ${name}: typeof ${a} = ${b};`,
  (name, a, b) => `let ${name}: ${a} = ${b};`,
  (name, a) => `type ${name} = keyof typeof ${a};`,
  (_, a) => `if (typeof ${a} === "string") throw new Error();`,
  (_, a) => `if (!${a}) throw new Error();`,
  (_, a) => `${a}.toFixed();`,
  (_, a) => `${a}.toUpperCase();`,
];
const assignment = (a: string, b: string): string => `${a} = ${b};`;

const step = fc.record({
  line: fc.integer({ min: 0, max: lines.length + 1 }),
  a: fc.nat(30),
  b: fc.nat(30),
});

/** A notebook in which no name is declared twice. */
const notebook = fc.array(step, { minLength: 6, maxLength: 14 }).map((steps) => {
  const names: string[] = ["first"];
  const variables: string[] = ["first"];
  const cells = ['let first: string | number | undefined = JSON.parse("1");'];
  for (const { line, a, b } of steps) {
    const pick = (from: readonly string[], at: number) => from[at % from.length] ?? "first";
    const write = lines[line];
    const name = `n${cells.length}`;
    const cell =
      write?.(name, pick(names, a), pick(names, b)) ??
      assignment(pick(variables, a), pick(names, b));
    cells.push(cell);
    if (!cell.includes(name)) continue;
    names.push(name);
    // In one file an assignment that is refused narrows all the same; a cell that is refused does not run.
    if (cell.startsWith("let")) variables.push(name);
  }
  return cells;
});

const found = async (code: string, firstLine: number): Promise<string[]> =>
  (await language.check(code)).map(
    ({ code: number, start, message }) =>
      `${firstLine + start.line}:${start.column} ${number} ${message}`,
  );

test("a notebook checked cell by cell has the errors that it has as one file", async () => {
  await fc.assert(
    fc.asyncProperty(notebook, async (cells) => {
      language.reset();
      const whole = await found(cells.join("\n"), 0);
      const parts: string[] = [];
      for (const [line, cell] of cells.entries()) {
        parts.push(...(await found(cell, line)));
        language.accept(cell);
        language.finished();
      }
      expect(parts).toEqual(whole);
    }),
    { numRuns: 40 },
  );
}, 120_000);
