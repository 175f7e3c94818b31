import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createLanguage, type Language } from "../../../src/kernel/language/index.js";
import { modules, write } from "../fixtures/project.js";
import { useKernel } from "./support/kernel.js";

const { kernel, folder } = useKernel();
let language: Language;

beforeAll(() => {
  write(folder, modules);
  language = createLanguage({ cwd: folder });
});
afterAll(() => language.dispose());

/** What the compiler says of a cell, and what happens when it runs regardless. */
async function fate(code: string) {
  language.reset();
  const [found] = await language.check(code);
  const { end } = await kernel().execute(`// @ts-nocheck\n${code}`);
  return {
    refused: found ? `TS${found.code}: ${found.message.split("\n")[0]}` : undefined,
    failed: end.status === "error" ? `${end.ename}: ${end.evalue}` : undefined,
  };
}

describe("without a tsconfig.json, a cell is accepted that runs:", () => {
  it.each([
    ["TypeScript", 'import { value } from "./value.ts"; value.toFixed()'],
    ["… under its output's name", 'import { value } from "./value.js"; value.toFixed()'],
    ["… without an ending", 'import { value } from "./value"; value.toFixed()'],
    ["… its default export", 'import text from "./value"; text.length'],
    ["… its namespace", 'import * as all from "./value"; all.default.length + all.value'],
    ["… exported from", 'export * from "./value"'],
    ["… for its types", 'import type { value } from "./value"; let x: typeof value | undefined'],
    ["… for its effects", 'import "./value"'],
    ["… by import()", '(await import("./value")).default.length'],
    ["… that imports without endings itself", 'import { both } from "./both"; both.toFixed()'],
    [".tsx", 'import { view } from "./view"; view(1)'],
    [".tsx as .jsx", 'import { view } from "./view.jsx"; view(1)'],
    [".mts", 'import { esm } from "./esm.mts"; esm.toFixed()'],
    [".mts as .mjs", 'import { esm } from "./esm.mjs"; esm.toFixed()'],
    [".cts", 'import { old } from "./old.cts"; old.toFixed()'],
    [".cts as .cjs", 'import { old } from "./old.cjs"; old.toFixed()'],
    ["untyped JavaScript", 'import { plain } from "./plain.js"; plain'],
    ["… without an ending", 'import { plain } from "./plain"; plain'],
    [".mjs", 'import { typed } from "./typed.mjs"; typed'],
    [".cjs", 'import { common } from "./common.cjs"; common'],
    ["JSON", 'import data from "./data.json"; data.answer.toFixed()'],
    ["… by its name", 'import { answer } from "./data.json"; answer.toFixed()'],
    [
      "… with an attribute",
      'import d from "./data.json" with { type: "json" }; d.answer.toFixed()',
    ],
    ["… by import =", 'import data = require("./data.json"); data.answer.toFixed()'],
    ["a folder", 'import { inside } from "./dir"; inside.toFixed()'],
    ["an untyped package", 'import { f } from "untyped"; f()'],
    ["… a part of it", 'import { deep } from "untyped/deep.js"; deep'],
    ["an ES module", 'import two, { one } from "modern"; (one + two).toFixed()'],
    ["… a part of it", 'import { sub } from "modern/sub"; sub.toFixed()'],
    ["… by a pattern", 'import { a } from "modern/feature/a"; a.toFixed()'],
    ["CommonJS that is a function", 'import f from "callable"; f() + f.g'],
    ["… its property", 'import { g } from "callable"; g.toFixed()'],
    ["… by import =", 'import f = require("callable"); f()'],
    ["transpiled CommonJS", 'import all from "transpiled"; all.default.toFixed() + all.named'],
    ["what Node gets", 'import { where } from "conditional"; const w: "import" = where; w.length'],
    ["… by require", 'import c = require("conditional"); const w: "require" = c.where; w.length'],
    ["the package itself", 'import { value } from "self/value"; value.toFixed()'],
    ["its own imports", 'import { value } from "#value"; value.toFixed()'],
    ["Node's modules", 'import { sep } from "node:path"; import fs from "fs"; fs.existsSync(sep)'],
    ["import.meta", "import.meta.url.length"],
  ])("%s", async (_title, code) => {
    expect(await fate(code)).toEqual({ refused: undefined, failed: undefined });
  });
});

describe("and refused that would fail:", () => {
  it.each([
    ["no such file", 'import { x } from "./gone"; x', "TS2307: Cannot find module './gone'"],
    ["… above", 'import { x } from "../gone"; x', "TS2307: Cannot find module '../gone'"],
    ["… for its effects", 'import "./gone"', "TS2882: Cannot find module or type declarations for"],
    ["no such package", 'import { x } from "gone"; x', "TS2307: Cannot find module 'gone'"],
    [
      "no such export",
      'import { gone } from "./value"; gone',
      "TS2614: Module '\"./value\"' has no",
    ],
    [
      "not exported",
      'import { hidden } from "modern/hidden.js"; hidden',
      "TS2307: Cannot find mod",
    ],
    [
      "a part without ending",
      'import { deep } from "callable/deep"; deep',
      "TS2307: Cannot find mod",
    ],
    ["a namespace called", 'import * as f from "callable"; f()', "TS2349: This expression is not"],
    [
      "transpiled CommonJS",
      'import x from "transpiled"; x.toFixed()',
      "TS2339: Property 'toFixed'",
    ],
    ["names of JSON's namespace", 'import * as d from "./data.json"; d.answer.toFixed()', "TS2339"],
  ])("%s", async (_title, code, message) => {
    const { refused, failed } = await fate(code);
    expect(refused).toContain(message);
    expect(failed).toBeDefined();
  });
});
