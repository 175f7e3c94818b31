import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { createLanguage } from "../../../src/kernel/language/index.js";
import { installed, write } from "../fixtures/project.js";

const folder = mkdtempSync(join(tmpdir(), "softgrad questions-"));
write(folder, {
  "neighbour.ts": "export const shared = 1;\n",
  "many.ts": [
    "export const Abs = 'Abs'; export const Zero = 0; const abs_ = (x: number) => x;",
    "export const abs: typeof abs_ = abs_; export function zip() {} export let state = 1;",
    "export class Model { fit = (n: number) => n } export enum Colour { Red }",
    "export interface Attributes { a: 1 } export type Kind = 1; export namespace inner { export const x = 1 }",
  ].join("\n"),
  "again.ts": "export * from './many.js'; export { zip as pack } from './many.js';\n",
  "folder/inner.ts": "export const inner = 1;\n",
  ...installed(
    "packaged",
    { type: "module", exports: { "./sub": "./sub.js" } },
    { "sub.js": "export {};\n", "sub.d.ts": "export {};\n" },
  ),
});
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
interface Named { name: string }
type Mode = "fast" | "slow"; function run(mode: Mode) {} let maybe: { deep?: 1 } | undefined;
declare global { namespace JSX { interface IntrinsicElements { b: { id: string } } } }`;

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
    ["an optional member", "maybe?.de|", ["deep"], "property", "de"],
    ["an optional key", "const n: Partial<Named> = { na| }", ["name"], "property", "na"],
    ["keys to destructure", "const { al| } = table", ["alpha"], "property", "al"],
    ["members by this", "class A { zip = 1; f() { this.zi| } }", ["zip"], "property", "zi"],
    ["strings of a union", "run('fa|')", ["fast"], "constant", "fa"],
    ["… without a quote", "run(|)", ['"fast"', '"slow"'], "constant", ""],
    ["… that begin so", "const m: Mode = sl|", ['"slow"'], "constant", "sl"],
    ["… at a case", "switch ('' as Mode) { case '| }", ["fast", "slow"], "constant", ""],
    ["global types", "let x: Parti|", ["Partial"], undefined, "Parti"],
    ["Node's modules", "import x from 'node:fs/|'", ["promises"], "module", ""],
    ["packages", "import x from 'packag|'", ["packaged"], "folder", "packag"],
    ["parts that a package exports", "import x from 'packaged/|'", ["sub"], "file", ""],
    ["folders", "import x from './fol|'", ["folder"], "folder", "fol"],
    ["what is in one", "import x from './folder/|'", ["inner"], "file", ""],
    ["attributes of JSX", "const e = <b i| />", ["id"], "property", "i"],
    ["behind astral characters", "'😀😀'.leng|", ["length"], "property", "leng"],
    ["in a broken cell", "if (table.al|", ["alpha"], "property", "al"],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: It is a cell with a template.
    ["in a template", "`${table.al|}`", ["alpha"], "property", "al"],
    ["in the middle of code", "foo(table.al|, 2)", ["alpha"], "property", "al"],
  ])("%s", async (_title, text, matches, type, replaced) => {
    language.accept(earlier);
    const { code, cursor } = marked(text);
    const found = await language.complete(code, cursor);
    expect(found.matches.slice(0, matches.length)).toEqual(matches);
    expect(code.slice(found.start, found.end)).toBe(replaced);
    if (type) expect(found.types[0]).toMatchObject({ text: matches[0], type });
  });

  test("tells how each can be called, or its type", async () => {
    language.accept(earlier);
    const { code, cursor } = marked("table.|");
    expect((await language.complete(code, cursor)).types).toEqual([
      { text: "alpha", type: "property", signature: "number" },
      { text: "beta", type: "property", signature: "string" },
    ]);
    const call = await language.complete("'x'.codePo", 10);
    expect(call.types).toEqual([
      { text: "codePointAt", type: "method", signature: "(pos: number): number | undefined" },
    ]);
  });

  test.each(["1|", "// tab|", "'tab|'", "nowhere.|"])("offers nothing at %j", async (text) => {
    language.accept(earlier);
    const { code, cursor } = marked(text);
    expect((await language.complete(code, cursor)).matches).toEqual([]);
  });

  test("puts what starts with an underscore last, and nothing twice", async () => {
    language.accept("const odd = { __b: 1, _a: 2, c: 3, D: 4 }; odd; odd");
    expect((await language.complete("odd.", 4)).matches).toEqual(["c", "D", "__b", "_a"]);
    expect((await language.complete("odd; od", 7)).matches).toEqual(["odd"]);
  });

  const words = async (code: string) =>
    (await language.complete(code, code.length)).types.map(({ text, type }) => `${type} ${text}`);

  test("puts functions and values first, then classes and constants, each once as what it is", async () => {
    language.accept("import * as m from './again.js'; import { pack, Model } from './again.js';");
    expect(await words("m.")).toEqual([
      "function abs",
      "module inner",
      "function pack",
      "variable state",
      "function zip",
      "enum Colour",
      "class Model",
      "variable Abs",
      "variable Zero",
    ]);
    expect(await words("let x: m.A")).toEqual(["interface Attributes"]);
    expect(await words("let x: m.K")).toEqual(["type Kind"]);
    expect(await words("new m.Model().f")).toEqual(["method fit"]);
    expect(await words("pac")).toEqual(["function pack"]);
    expect(await words("Mod")).toContain("class Model");
    expect(await words("setTimeou")).toEqual(["function setTimeout"]);
    expect(await words("RegEx")).toEqual(expect.arrayContaining(["class RegExp"]));
  });

  test("offers all exports of a module, its types last", async () => {
    const code = "import { } from './many.js'";
    const found = await language.complete(code, 9);
    expect(found.types.map(({ type }) => type)).toEqual(
      "function module variable function enum class variable variable interface type keyword".split(
        " ",
      ),
    );
    expect(new Set(found.matches).size).toBe(found.matches.length);
  });

  test("shows nothing of how cells are linked", async () => {
    language.accept(earlier);
    language.accept("const later = 1");
    const { matches } = await language.complete("", 0);
    expect(matches).toEqual(expect.arrayContaining(["twice", "later", "console"]));
    expect(matches.filter((name) => /\$|softgrad/.test(name))).toEqual([]);
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
    ["function f() {\n    if (x) {", "        "],
    ["switch (a) {\n  case 1:", "    "],
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
