import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { createLanguage, type Language } from "../../../src/kernel/language/index.js";
import { write } from "../fixtures/project.js";

let language: Language | undefined;
let folder: string | undefined;

afterEach(async () => {
  await language?.dispose();
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
});

/** The language of a notebook in a project. */
function projectWith(tsconfig: string, files: Readonly<Record<string, string>> = {}): Language {
  folder = mkdtempSync(join(tmpdir(), "softgrad tsconfig "));
  write(folder, { "tsconfig.json": tsconfig, "notebooks/empty.ts": "", ...files });
  language = createLanguage({ cwd: join(folder, "notebooks") });
  return language;
}

const options = (compilerOptions: object, rest: object = {}): string =>
  JSON.stringify({ ...rest, compilerOptions });

describe("the nearest tsconfig.json is respected:", () => {
  test.each<[string, string, string, number[]]>([
    ["strict", options({ strict: true }), "function f(x) { return x }", [7006]],
    ["not strict", options({ strict: false }), "function f(x) { return x }", []],
    [
      "one strictness alone",
      options({ strict: false, strictNullChecks: true }),
      "let s: string = null; function f(x) { return x }",
      [2322],
    ],
    [
      "what it extends",
      options({}, { extends: "./base.json" }),
      "declare const list: string[]; list[0].length",
      [2532],
    ],
    ["lib", options({ lib: ["esnext"] }), "document", [2584]],
    ["types", options({ types: ["thing"] }), "thing.toFixed(); process.cwd()", []],
    [
      "paths",
      options({ paths: { "@/*": ["./src/*"] } }),
      'import { part } from "@/part"; import again from "@/part.js"; part.toFixed() + again.length',
      [],
    ],
    [
      "paths that it extends",
      options({}, { extends: "./sub/paths.json" }),
      'import { part } from "~part"; part.toFixed()',
      [],
    ],
    [
      "baseUrl, which TypeScript 7 gave up",
      options({ baseUrl: "./src", paths: { "@/*": ["*"] } }),
      'import { part } from "part"; import { part as again } from "@/part"; part.length + again.length',
      [2339, 2339],
    ],
    [
      "settings of older compilers",
      options({ target: "es5", module: "commonjs", moduleResolution: "node", strict: true }),
      'import { part } from "../src/part"; const later: Promise<number> = Promise.resolve(part); await later',
      [],
    ],
    [
      "imports as Node has them",
      options({ module: "nodenext" }),
      'import { part } from "../src/part"; import { part as again } from "../src/part.js"; again',
      [2835],
    ],
    [
      "what is for files, not for cells",
      options({ noUnusedLocals: true, isolatedModules: true, verbatimModuleSyntax: true }),
      'import { Shape, part } from "../src/part"; const unused: Shape = { sides: part }',
      [],
    ],
    [
      "decorators of old",
      options({ experimentalDecorators: true }),
      "const d = (c: Function) => {}; @d class A {}",
      [],
    ],
  ])("%s", async (_title, tsconfig, code, expected) => {
    const project = projectWith(tsconfig, {
      "base.json": options({ noUncheckedIndexedAccess: true, strict: true }),
      "sub/paths.json": options({ paths: { "~part": ["../src/part.ts"] } }),
      "src/part.ts":
        "export interface Shape { sides: number }\nexport const part: number = 1;\nexport default 'text';\n",
      "node_modules/@types/thing/index.d.ts": "declare const thing: number;\n",
    });
    expect((await project.check(code)).map(({ code: number }) => number)).toEqual(expected);
    expect(await project.projectProblems()).toEqual([]);
  });
});

describe("what is wrong with it is told, with its place:", () => {
  test.each([
    [
      "a value",
      '{ "compilerOptions": {\n  "strict": tru } }',
      "line 2, column 13: Property value can",
    ],
    [
      "an option",
      '{ "compilerOptions": { "nope": 1 } }',
      "line 1, column 24: Unknown compiler option",
    ],
    ["its end", '{\n "compilerOptions": {}', "line 2, column 23: '}' expected. (TS1005)"],
    ["no object", '"strict"', "tsconfig.json: The root value of a 'tsconfig.json' file must be"],
    ["what it extends", '{ "extends": "./gone.json" }', "tsconfig.json: Cannot read file '"],
    [
      "a list",
      '{ "compilerOptions": { "types": 3, "paths": 4 } }',
      "column 33: Compiler option 'types'",
    ],
    ["a long list", '{ "compilerOptions": { "lib": ["es1"] } }', "…"],
  ])("%s", async (_title, tsconfig, expected) => {
    const project = projectWith(tsconfig);
    const [problem] = await project.projectProblems();
    expect(problem).toContain(join(folder ?? "", "tsconfig.json"));
    expect(problem).toContain(expected);
    expect(await project.check("const n: number = 1")).toEqual([]);
  });
});
