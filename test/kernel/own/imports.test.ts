import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { resultOf, useKernel } from "./support/kernel.js";

const { kernel, folder } = useKernel();
const write = (path: string, text: string) => writeFileSync(join(folder, path), text);
/** Unchecked: what the files hold at run time is the question here, not what the compiler knows. */
const shown = async (code: string) => {
  const { end, outputs } = await kernel().execute(`// @ts-nocheck\n${code}`);
  return end.status === "ok" ? resultOf(outputs) : end;
};

beforeAll(() => {
  mkdirSync(join(folder, "sub"));
  mkdirSync(join(folder, "node_modules", "packaged"), { recursive: true });
  write(
    "main.ts",
    'import { part } from "./sub/part.js";\nexport const whole: number = part + 1;\n',
  );
  write("sub/part.ts", "export const part: number = 1;\n");
  write("kinds.mts", "export enum Kind { A = 1, B }\n");
  write("data.json", '{ "answer": 42 }');
  write("old.cjs", "exports.old = 'cjs';\n");
  write(
    "boom.ts",
    "export interface Gone { a: 1 }\n\nexport const boom = (): never => {\n\n  throw new Error('boom');\n};\n",
  );
  write("node_modules/packaged/package.json", '{ "type": "module", "exports": "./in.js" }');
  write("node_modules/packaged/in.js", "export const packaged = true;\n");
  write("tsconfig.json", '{ "compilerOptions": { "paths": { "@sub/*": ["./sub/*"] } } }');
});

describe("an import in a cell", () => {
  it.each([
    ["TypeScript under its output's name", 'import { whole } from "./main.js"; whole', "2"],
    ["TypeScript without an ending", 'import { whole } from "./main"; whole', "2"],
    ["an enum", 'import { Kind } from "./kinds.mjs"; Kind.B', "2"],
    ["JSON", 'import data from "./data.json"; data.answer', "42"],
    ["CommonJS", 'import { old } from "./old.cjs"; old', "'cjs'"],
    ["a package beside the notebook", 'import { packaged } from "packaged"; packaged', "true"],
    ["a part of Node", 'import { sep } from "node:path"; typeof sep', "'string'"],
    ["a path of tsconfig.json", 'import { part } from "@sub/part"; part', "1"],
    ["by require", 'require("./old.cjs").old', "'cjs'"],
    ["by import()", '(await import("./main.js")).whole', "2"],
  ])("finds %s", async (_, code, expected) => {
    expect(await shown(code)).toBe(expected);
  });

  it("gives one instance, whoever imports it", async () => {
    write("shared.ts", "export const shared = {};\n");
    write("user.ts", 'export { shared as again } from "./shared.js";\n');
    await kernel().execute(
      '// @ts-nocheck\nimport { again } from "./user.js"; import { shared as direct } from "./shared.ts";',
    );
    expect(await shown("again === direct")).toBe("true");
  });

  it("reads a file again after it changed, also one that another imports", async () => {
    write("sub/part.ts", "export const part: number = 1;\n");
    expect(await shown('import { whole } from "./main.js"; whole')).toBe("2");
    write("sub/part.ts", "export const part: number = 100;\n");
    expect(await shown('import { whole } from "./main.js"; whole')).toBe("101");
  });

  it("finds modules beside a tsconfig.json that extends one that is missing", async () => {
    mkdirSync(join(folder, "torn"));
    write("torn/tsconfig.json", '{ "extends": "./gone.json" }');
    write(
      "torn/part.ts",
      'import { sep } from "node:path";\nexport const part: boolean = sep !== "";\n',
    );
    write("torn/whole.ts", 'export { part as whole } from "./part";\nimport "packaged";\n');
    expect(await shown('import { whole } from "./torn/whole"; whole')).toBe("true");
  });

  it("says what is missing", async () => {
    expect(await shown('const { } = await import("./nowhere.js");')).toMatchObject({
      status: "error",
      evalue: expect.stringContaining("nowhere.js"),
    });
  });

  it("tells the line of a local file that throws", async () => {
    const end = await shown('const { boom } = await import("./boom.js"); boom()');
    expect(end).toMatchObject({
      traceback: expect.arrayContaining([expect.stringContaining("boom.ts, line 5, column 9")]),
    });
  });
});
