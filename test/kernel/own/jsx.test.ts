import { describe, expect, it } from "vitest";
import { createLanguage } from "../../../src/kernel/language/index.js";
import { installed, write } from "../fixtures/project.js";
import { resultOf, startIn, temporaryFolder } from "./support/kernel.js";

const runtime =
  "export const jsx = (type, props) => ({ by: BY, type, props }); export const jsxs = jsx;";
const types =
  "export namespace JSX { interface Element { by: string } interface IntrinsicElements { b: { id?: string; children?: string } } }\n";
const library = (name: string, hasTypes: boolean) =>
  installed(
    name,
    { type: "module", exports: { "./jsx-runtime": "./jsx-runtime.js" } },
    {
      "jsx-runtime.js": runtime.replace("BY", JSON.stringify(name)),
      ...(hasTypes && {
        "jsx-runtime.d.ts": `${types}export const jsx: unknown; export const jsxs: unknown;\n`,
      }),
    },
  );

const h = "const h = (type: string) => ({ by: 'h', type });";
const global = "declare global { namespace JSX { interface IntrinsicElements { b: {} } } }";
const project = (compilerOptions: object) => ({
  "tsconfig.json": JSON.stringify({ compilerOptions: { strict: true, ...compilerOptions } }),
});

/** What the compiler says of the last cell, and what comes of all of them. */
async function fate(files: Readonly<Record<string, string>>, cells: readonly string[]) {
  const folder = temporaryFolder();
  write(folder, files);
  const language = createLanguage({ cwd: folder });
  const kernel = await startIn(folder);
  try {
    for (const cell of cells.slice(0, -1)) {
      expect(await language.check(cell)).toEqual([]);
      language.accept(cell);
      await kernel.execute(cell);
    }
    const last = cells.at(-1) ?? "";
    const refused = (await language.check(last)).map(({ code }) => code);
    const { end, outputs } = await kernel.execute(`// @ts-nocheck\n${last}`);
    return { refused, shown: end.status === "ok" ? resultOf(outputs) : end.status };
  } finally {
    await Promise.all([language.dispose(), kernel.dispose()]);
  }
}

describe("JSX in a cell is accepted where it runs", () => {
  it.each([
    ["with React", library("react", true), ['(<b id="x" />).by'], [], "'react'"],
    ["… and says what is wrong", library("react", true), ["(<b id={1} />).by"], [2322], "'react'"],
    ["with React without types", library("react", false), ['(<b id="x" />).by'], [], "'react'"],
    ["with Preact", library("preact", true), ['(<b id="x" />).by'], [], "'preact'"],
    ["with neither", {}, ["<b />"], [2875], "error"],
    [
      "with the library that the project names",
      { ...library("solid", true), ...project({ jsx: "react-jsx", jsxImportSource: "solid" }) },
      ["(<b />).by"],
      [],
      "'solid'",
    ],
    [
      "which the project keeps for others to compile",
      { ...library("react", true), ...project({ jsx: "preserve" }) },
      ["(<b />).by"],
      [],
      "'react'",
    ],
    [
      "with the project's factory",
      project({ jsx: "react", jsxFactory: "h" }),
      [h, global, "(<b />).by"],
      [],
      "'h'",
    ],
    ["without its factory", project({ jsx: "react", jsxFactory: "h" }), ["<b />"], [2874], "error"],
    [
      "with the cell's factory",
      {},
      [h, global, "/** @jsxRuntime classic @jsx h */\n(<b />).by"],
      [],
      "'h'",
    ],
    [
      "with the library that the cell names",
      library("solid", true),
      ["/** @jsxImportSource solid */\n(<b />).by"],
      [],
      "'solid'",
    ],
  ])("%s", { timeout: 60_000 }, async (_title, files, cells, refused, shown) => {
    expect(await fate(files, cells)).toEqual({ refused, shown });
  });
});
