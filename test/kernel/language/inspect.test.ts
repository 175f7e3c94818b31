import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { createLanguage } from "../../../src/kernel/language/index.js";

const folder = mkdtempSync(join(tmpdir(), "softgrad inspect-"));
const language = createLanguage({ cwd: folder });

afterAll(async () => {
  await language.dispose();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => {
  language.reset();
  language.accept(earlier);
});

const earlier = `/** Twice a number.
 * @param x any {@link Number number}
 * @returns its double
 * @example
 * twice(2)
 */
function twice(x: number): number { return 2 * x }
const table = { alpha: 1, beta: 'x' }; let mutable: string | number = 1;
class Circle<T> { radius = 1; constructor(public centre: T, scale?: number) {}; area(): number { return 1 } }
interface Named { name: string; greet(to: string): void }
enum Level { Low = 3, High }
type Pair<T> = [T, T];
const later = (n: number) => n;`;

/** What is told at the \`|\` in a cell. */
const at = (text: string) => language.inspect(text.replace("|", ""), text.indexOf("|"));

describe("the signature of", () => {
  test.each([
    ["a function", "twi|ce", "function twice(x: number): number"],
    ["the function that is called", "twice(1, |)", "function twice(x: number): number"],
    ["… at a number", "twice(1|)", "function twice(x: number): number"],
    ["… behind a string with brackets", "twice(')(', |)", "function twice(x: number): number"],
    ["… behind an inner call", "twice(Math.max(1, 2), |", "function twice(x: number): number"],
    ["a constant", "table|", "const table: { alpha: number; beta: string; }"],
    ["a variable", "mutable|", "let mutable: string | number"],
    ["… as it is narrowed", "if (typeof mutable === 'string') mut|able", "let mutable: string"],
    ["a function in a constant", "later|", "const later: (n: number) => number"],
    ["a property", "table.be|ta", "(property) beta: string"],
    ["a property of a class", "new Circle(1).rad|ius", "(property) Circle.radius: number"],
    ["a method", "new Circle(1).area(|)", "(method) Circle.area(): number"],
    [
      "a method with a parameter of type",
      "[1].map|(x => x)",
      "(method) Array.map<U>(callbackfn: (value: number, index: number, array: number[]) => U, thisArg?: any): U[]",
    ],
    [
      "overloads",
      "JSON.parse; parseInt; 'x'.replace(|",
      "(method) String.replace(searchValue: string | RegExp, replaceValue: string): string (+3 overloads)",
    ],
    ["a parameter", "function f(param: string) { par|am }", "(parameter) param: string"],
    [
      "a class",
      "Circle|",
      "class Circle<T> {\n  radius: number;\n  centre: T;\n  area(): number;\n}",
    ],
    [
      "its constructor",
      "new Circle(|",
      "constructor Circle<T>(centre: T, scale?: number | undefined): Circle<T>",
    ],
    [
      "an interface",
      "let n: Nam|ed",
      "interface Named {\n  name: string;\n  greet(to: string): void;\n}",
    ],
    ["an enum", "Lev|el", "enum Level {\n  Low = 3,\n  High = 4,\n}"],
    ["a member of it", "Level.Hi|gh", "(enum member) Level.High = 4"],
    ["an alias", "let p: Pa|ir<number>", "type Pair<T> = [T, T]"],
    [
      "an import",
      "import { isBuiltin as known } from 'node:module'; kno|wn",
      "function known(moduleName: string): boolean",
    ],
    ["a module", "import * as path from 'node:path'; pa|th", "namespace path"],
    ["a global", "Mat|h", "var Math: Math"],
    ["a name behind astral characters", "const s = '😀😀'; table.be|ta", "(property) beta: string"],
    ["a name in a broken cell", "const a = twi|ce(; if (", "function twice(x: number): number"],
  ])("%s", async (_title, text, signature) => {
    expect((await at(text))?.signature).toBe(signature);
  });

  test.each(["1 + |", "|", "nowhere|", "'text|'", "// twice(|"])("nothing at %j", async (text) => {
    expect(await at(text)).toBeNull();
  });
});

test("documentation is told as text and as Markdown", async () => {
  expect(await at("twice|")).toMatchObject({
    documentation: "Twice a number.\n\n@param x any number\n@returns its double\n@example twice(2)",
    markdown:
      "Twice a number.\n\n*@param* `x` — any number\n\n*@returns* — its double\n\n*@example*\n```typescript\ntwice(2)\n```",
  });
});

describe("the variable whose value may be shown is", () => {
  test.each([
    ["one of an earlier cell", "table|", "table"],
    ["not a member", "table.alpha|", undefined],
    ["not a function", "twice|", undefined],
    ["not one of this cell", "const own = 1; own|", undefined],
  ])("%s", async (_title, text, variable) => {
    expect((await at(text))?.variable).toBe(variable);
  });
});
