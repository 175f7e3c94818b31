import { describe, expect, test } from "vitest";
import { Notebook } from "./fixtures/notebook.js";

const modules = {
  m: { default: "d", a: 1, b: 2, "odd name": 3 },
  cjs: { default: { lazy: 4 } },
  "react/jsx-runtime": { jsx: (tag: string, props: object) => ({ tag, props }) },
};

describe("imports", () => {
  test.each([
    ["default, named and renamed", ["import d, { a, b as c } from 'm'", "[d, a, c]"], ["d", 1, 2]],
    ["a namespace", ["import d, * as ns from 'm'", "[d, ns.a]"], ["d", 1]],
    ["a string name", ["import { 'odd name' as odd } from 'm'\nodd"], 3],
    ["below their first use", ["const v = a + 1\nimport { a } from 'm'\nv"], 2],
    ["redeclared", ["import { a } from 'm'", "const a = 9", "a"], 9],
    ["dynamic", ["const { a } = await import('m')\na"], 1],
    [
      "dynamic in a function",
      ["const load = (name: string) => import(name)", "(await load('m')).b"],
      2,
    ],
    ["names that only CommonJS knows", ["import { lazy } from 'cjs'\nlazy"], 4],
    ["import.meta", ["import.meta.url"], "file:///notebook/"],
    ["JSX", ["const e = <b id='x' />", "e"], { tag: "b", props: { id: "x" } }],
  ])("%s", async (_title, cells, expected) => {
    expect(await new Notebook(modules).runAll(cells)).toEqual(expected);
  });

  test.each([
    ["import type loads nothing", ["import type { T } from 'm'"], []],
    [
      "a type specifier alone loads the module for its effects",
      ["import { type T, a } from 'm'"],
      ["m"],
    ],
    [
      "a name used in types alone loads nothing",
      ["import { T } from 'm'\nlet t: T | undefined"],
      [],
    ],
    [
      "… until a later cell wants its value",
      ["import { a } from 'm'\nlet t: typeof a | undefined", "a"],
      ["m"],
    ],
    ["unused is meant for later", ["import { a } from 'm'"], ["m"]],
    ["an unused name may be a type", ["import { NotThere } from 'm'"], ["m"]],
    ["for effects", ["import 'm'", "import {} from 'm'"], ["m", "m"]],
    ["exported from", ["export * from 'm'"], ["m"]],
  ])("%s", async (_title, cells, loaded) => {
    const notebook = new Notebook(modules);
    await notebook.runAll(cells);
    expect(notebook.loaded).toEqual(loaded);
  });

  test("the value of a name first used in types is there later", async () => {
    const cells = ["import { a } from 'm'\nlet t: typeof a | undefined", "a + 1"];
    expect(await new Notebook(modules).runAll(cells)).toBe(2);
  });

  test("a missing export is named", async () => {
    await expect(new Notebook(modules).run("import { nope } from 'm'; nope()")).rejects.toThrow(
      "The requested module 'm' does not provide an export named 'nope'",
    );
  });
});
