import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { createLanguage } from "../../../src/kernel/language/index.js";

const folder = mkdtempSync(join(tmpdir(), "softgrad questions-"));
writeFileSync(join(folder, "neighbour.ts"), "export const shared = 1;\n");
const language = createLanguage({ cwd: folder });

afterAll(async () => {
  await language.dispose();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => language.reset());

/** A cell with `|` where the cursor is. */
const marked = (text: string) => ({ code: text.replace("|", ""), cursor: text.indexOf("|") });

const earlier = `/** Twice a number.\n * @param x any number */
function twice(x: number): number { return 2 * x }
const table = { alpha: 1, beta: 'x' }; let mutable = 1; class Circle { radius = 1 }
interface Named { name: string }`;

describe("completion", () => {
  test.each([
    ["members", "table.al|", ["alpha"], "property", "al"],
    ["members of a built-in", "'x'.toUpper|", ["toUpperCase"], "method", "toUpper"],
    ["names of earlier cells", "twi|", ["twice"], "function", "twi"],
    ["… and classes", "new Circ|", ["Circle"], "class", "Circ"],
    ["names of this cell", "const another = 1\nanoth|", ["another"], undefined, "anoth"],
    ["keys of an object literal", "const n: Named = { na| }", ["name"], "property", "na"],
    ["keys in brackets", "table['be|']", ["beta"], undefined, "be"],
    ["paths", "import { shared } from './neigh|'", ["neighbour"], undefined, "neigh"],
    ["exports of a module", "import { sha| } from './neighbour.js'", ["shared"], undefined, "sha"],
    ["globals", "consol|", ["console"], undefined, "consol"],
    ["in the middle of code", "foo(table.al|, 2)", ["alpha"], "property", "al"],
  ])("%s", async (_title, text, matches, type, replaced) => {
    language.accept(earlier);
    const { code, cursor } = marked(text);
    const found = await language.complete(code, cursor);
    expect(found.matches.slice(0, matches.length)).toEqual(matches);
    expect(code.slice(found.start, found.end)).toBe(replaced);
    if (type) expect(found.types[0]).toEqual({ text: matches[0], type });
  });

  test("shows nothing of how cells are linked", async () => {
    language.accept(earlier);
    language.accept("const later = 1");
    const { matches } = await language.complete("", 0);
    expect(matches).toEqual(expect.arrayContaining(["twice", "later", "console"]));
    expect(matches.filter((name) => /\$|softgrad/.test(name))).toEqual([]);
  });
});

describe("inspection", () => {
  test.each([
    [
      "a function",
      "twi|ce",
      "function twice: (x: number) => number",
      "Twice a number.\n\n@param x any number",
    ],
    [
      "the function that is called",
      "twice(1, |)",
      "function twice: (x: number) => number",
      "Twice a number.\n\n@param x any number",
    ],
    ["a constant", "table|", "table: { alpha: number; beta: string; }", ""],
    ["a property", "table.be|ta", "(property) beta: string", ""],
    ["a class", "Circle|", "class Circle", ""],
    ["an interface", "let n: Nam|ed", "interface Named", ""],
  ])("%s", async (_title, text, signature, documentation) => {
    language.accept(earlier);
    const { code, cursor } = marked(text);
    expect(await language.inspect(code, cursor)).toEqual({ signature, documentation });
  });

  test.each(["1 + |", "|", "nowhere|"])("nothing at %j", async (text) => {
    const { code, cursor } = marked(text);
    expect(await language.inspect(code, cursor)).toBeNull();
  });
});

describe("isComplete", () => {
  test.each([
    ["", "complete"],
    ["1 + 1", "complete"],
    ["const a: number = 1;\nfunction f() {\n}", "complete"],
    ["<number>a", "complete"],
    ["const e = <b>x</b>", "complete"],
    ["await x", "complete"],
    ["let x = ]", "invalid"],
    ['"abc', "invalid"],
    ["foo(]", "invalid"],
    ["a b", "invalid"],
  ])("%j is %s", (code, status) => {
    expect(language.isComplete(code)).toEqual({ status });
  });

  test.each([
    ["for (const a of b) {", "  "],
    ["function f() {\n  if (x) {", "    "],
    ["function f() {\n\tif (x) {", "\t\t"],
    ["function f() {\n  g();", "  "],
    ["const x =", ""],
    ["1 +", ""],
    ["foo(", "  "],
    ["foo(1,", ""],
    ["const f = () =>", "  "],
    ["`text", ""],
    ["/* remark", ""],
    ["if (x)", ""],
    ["class A {\n  m() {\n  }", "  "],
    ["const e = <b>", ""],
  ])("%j goes on after %j", (code, indent) => {
    expect(language.isComplete(code)).toEqual({ status: "incomplete", indent });
  });
});
