import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { resultOf, useKernel } from "./support/kernel.js";

const { folder, kernel } = useKernel();
const write = (path: string, text: string) => writeFileSync(join(folder, path), text);

/** The result of a cell that is not checked: its files come and go under the checker's eyes. */
const shown = async (code: string) => {
  const { end, outputs } = await kernel().execute(`// @ts-nocheck\n${code}`);
  return end.status === "ok" ? resultOf(outputs) : end;
};

const failure = async (code: string) => {
  const { end } = await kernel().execute(`// @ts-nocheck\n${code}`);
  return end.status === "error" ? { ...end, text: end.traceback.join("\n") } : { ...end, text: "" };
};

beforeAll(() => {
  mkdirSync(join(folder, "lib"));
  mkdirSync(join(folder, "node_modules", "old", "lib"), { recursive: true });
  write("package.json", '{ "name": "me", "exports": { "./part": "./lib/part.ts" } }');
  write("lib/part.ts", "export const part: string = 'part';\n");
  write("node_modules/old/package.json", '{ "main": "index.js" }');
  write("node_modules/old/index.js", "exports.inner = require('./lib/inner').inner;\n");
  mkdirSync(join(folder, "node_modules", "dual"));
  write(
    "node_modules/dual/package.json",
    '{ "exports": { "import": "./wrap.mjs", "require": "./main.cjs" } }',
  );
  write("node_modules/dual/main.cjs", "exports.state = {};\n");
  write("node_modules/dual/wrap.mjs", 'export { state } from "./main.cjs";\n');
  write("node_modules/old/lib/inner.js", "exports.inner = 'inner';\n");
});

describe("an edited CommonJS module", () => {
  it("is read again, also when another requires it, by require and import alike", async () => {
    write("leaf.cjs", "exports.leaf = 1;\n");
    write("branch.cjs", "exports.branch = require('./leaf.cjs').leaf;\n");
    write("root.ts", "export { branch } from './branch.cjs';\n");
    const all =
      'import { branch as imported } from "./branch.cjs"; import { branch as led } from "./root.ts"; [require("./branch.cjs").branch, imported, led]';
    expect(await shown(all)).toBe("[ 1, 1, 1 ]");
    write("leaf.cjs", "exports.leaf = 200;\n");
    expect(await shown('require("./branch.cjs").branch')).toBe("200");
    expect(await shown(all)).toBe("[ 200, 200, 200 ]");
  });

  it("is one instance before and after", async () => {
    write("single.cjs", "exports.one = {};\n");
    write("single.ts", "export { one } from './single.cjs';\n");
    const same =
      'import { one as a } from "./single.cjs"; import { one as b } from "./single.ts"; const c = require("./single.cjs").one; [a === b, a === c]';
    expect(await shown(same)).toBe("[ true, true ]");
    write("single.cjs", "exports.one = { again: true };\n");
    expect(await shown(same)).toBe("[ true, true ]");
  });
});

describe("TypeScript as CommonJS", () => {
  it("may have enums, namespaces, import = and export =", async () => {
    write(
      "kinds.cts",
      'import path = require("node:path");\nenum Kind { A = 5, B }\nnamespace Inner { export const x = 3; }\nexport = { B: Kind.B, x: Inner.x, sep: typeof path.sep };\n',
    );
    expect(await shown('require("./kinds.cts")')).toBe("{ B: 6, x: 3, sep: 'string' }");
    expect(await shown('import kinds from "./kinds.cts"; kinds.B')).toBe("6");
  });

  it("may be written with import and export", async () => {
    write("base.cts", "export enum Kind { A = 5, B }\n");
    write("user.cts", 'import { Kind } from "./base.cts";\nexport const b: number = Kind.B;\n');
    expect(await shown('require("./user.cts").b')).toBe("6");
    expect(await shown('import { b as imported } from "./user.cts"; imported')).toBe("6");
  });

  it("can be required as .ts, under its output's name and without an ending", async () => {
    expect(
      await shown(
        '[require("./lib/part.ts").part, require("./lib/part.js").part, require("./lib/part").part]',
      ),
    ).toBe("[ 'part', 'part', 'part' ]");
  });
});

describe("a package", () => {
  it("of CommonJS finds its own files without an ending", async () => {
    expect(await shown('require("old").inner')).toBe("'inner'");
    expect(await shown('import { inner } from "old"; inner')).toBe("'inner'");
  });

  it("of CommonJS may require JSON", async () => {
    await shown('import "./lib/part.ts";');
    expect(await shown('require("./package.json").name')).toBe("'me'");
  });

  it("may be the notebook's own", async () => {
    expect(await shown('import { part as own } from "me/part"; own')).toBe("'part'");
  });

  it("of two formats is one where its own import leads to what is required", async () => {
    expect(
      await shown(
        'import { state } from "dual"; import * as whole from "dual"; [state === require("dual").state, whole.state === state]',
      ),
    ).toBe("[ true, true ]");
  });
});

describe("a local module", () => {
  it("may have decorators, accessors and parameter properties", async () => {
    write(
      "decorated.ts",
      "const twice = (method: () => number, _: unknown) => function (this: unknown) { return 2 * method.call(this); };\nexport class Box { constructor(private readonly size: number) {} @twice double() { return this.size; } accessor open = true; }\n",
    );
    expect(await shown('import { Box } from "./decorated.ts"; new Box(4).double()')).toBe("8");
  });

  it("may await, and import in a circle", async () => {
    write(
      "left.ts",
      'import { right } from "./right.ts";\nexport const left = await Promise.resolve("left");\nexport const both = () => [left, right()];\n',
    );
    write(
      "right.ts",
      'import { left } from "./left.ts";\nexport const right = () => left.concat("!");\n',
    );
    expect(await shown('import { both } from "./left.ts"; both()')).toBe("[ 'left', 'left!' ]");
  });

  it.each([
    ["bad.ts", "interface A { a: 1 }\n\nexport const x: = 1;\n", 17],
    ["bad.mjs", "const a = 1;\n\nexport const x = = 1;\n", 18],
  ])("that does not parse is shown at its place: %s", async (path, text, column) => {
    write(path, text);
    const failed = await failure(`\nimport "./${path}";`);
    expect(failed).toMatchObject({ ename: "SyntaxError" });
    const { text: shownText } = failed;
    expect(shownText).toContain("> 3 | export const x");
    expect(shownText).toContain(`${join(folder, path)}, line 3, column ${column}`);
    expect(shownText).toMatch(/cell \[\d+\], line 3:/);
  });

  it("of JSON that does not parse is named", async () => {
    write("bad.json", "{ bad }");
    expect(await failure('import "./bad.json";')).toMatchObject({
      evalue: expect.stringContaining(`Cannot read ${join(folder, "bad.json")} as JSON: `),
    });
  });
});

describe("a failed import", () => {
  it.each([
    ["static", 'const before = 1;\n\nimport "./nowhere.js";', 4],
    ["by a call", 'const before = 1;\nawait import("./nowhere.js");', 3],
    ["of a name", 'const before = 1;\nimport { nothing } from "node:fs"; nothing', 3],
    ["by require", 'const before = 1;\n\n\nrequire("./nowhere.js");', 5],
  ])("is shown with the cell's own line: %s", async (_, code, line) => {
    const { text } = await failure(code);
    expect(text).toMatch(new RegExp(`cell \\[\\d+\\], line ${line}:`));
    expect(text.match(/at cell/g)).toHaveLength(1);
  });
});

describe("a cell's place", () => {
  it("is the notebook's folder", async () => {
    expect(await shown("[__dirname, __filename, import.meta.dirname]")).toContain(folder);
    expect(await shown('import.meta.resolve("./lib/part.js")')).toBe(
      `'${pathToFileURL(join(folder, "lib", "part.ts")).href}'`,
    );
    expect(await shown('import.meta.resolve("me/part")')).toBe(
      `'${pathToFileURL(join(folder, "lib", "part.ts")).href}'`,
    );
    expect(await shown('import.meta.resolve("fs")')).toBe("'node:fs'");
    expect(await shown('require.resolve("./package.json")')).toBe(
      `'${join(folder, "package.json")}'`,
    );
  });

  it("is not seen by modules, which would take themselves for CommonJS", async () => {
    write("seen.mjs", "export const seen = [typeof require, typeof __dirname];\n");
    expect(await shown('import { seen } from "./seen.mjs"; seen')).toBe(
      "[ 'undefined', 'undefined' ]",
    );
  });

  it("may be declared by the cell itself", async () => {
    expect(await shown('const __dirname = "mine"; __dirname')).toBe("'mine'");
    expect(await shown("__dirname")).toBe("'mine'");
  });
});
