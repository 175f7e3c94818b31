import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { jupyterDeclaration, tslabDeclaration } from "../../../src/kernel/display/index.js";

const compiler = join(import.meta.dirname, "../../../node_modules/typescript/bin/tsc");
const original = join(import.meta.dirname, "../../../node_modules/tslab/dist/public.js");
let folder = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "softgrad-declarations-"));
  writeFileSync(join(folder, "tslab.d.ts"), tslabDeclaration);
  writeFileSync(join(folder, "jupyter.d.ts"), jupyterDeclaration);
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What the strict checker says of a cell, given the declarations. */
async function check(cell: string): Promise<string> {
  writeFileSync(join(folder, "cell.ts"), `${cell}\nexport {};`);
  const options = ["--noEmit", "--strict", "--lib", "es2023", "--target", "es2022"];
  const files = ["tslab.d.ts", "jupyter.d.ts", "cell.ts"];
  const { stdout } = await execa("node", [compiler, ...options, ...files], {
    cwd: folder,
    reject: false,
  });
  return stdout;
}

describe("what the type checker is told", () => {
  it("covers tslab's own types and the conventions of Deno's kernel", async () => {
    const cell = `
      import * as tslab from "tslab";
      import type * as original from ${JSON.stringify(original)};
      const same: typeof original = tslab;
      const other: original.Display = tslab.newDisplay();
      const { tslab: t, typescript, node }: Record<"tslab" | "typescript" | "node", string> = tslab.versions;
      tslab.display.raw("application/json", { a: 1 });
      tslab.display.raw({ "text/plain": "x", "image/png": new Uint8Array(1) });
      await display(html\`<b>\${1}</b>\`, { display_id: "a", update: true });
      await display({ "text/markdown": "x" }, { raw: true });
      const pieces: Jupyter.Displayable[] = [md\`x\`, svg\`<svg/>\`, image("a.png"), image(new Uint8Array())];
      clearOutput(); clearOutput(true);`;
    expect(await check(cell)).toBe("");
  });

  it("is what the kernel really gives", async () => {
    const source = (file: string) =>
      JSON.stringify(join(import.meta.dirname, "../../../src/kernel/display", file));
    const cell = `
      import * as tslab from "tslab";
      import type { Tslab } from ${source("tslab/types.js")};
      import type { Jupyter as Given } from ${source("jupyter/types.js")};
      declare const given: Tslab;
      const declared: Tslab = tslab;
      const tslabOf: typeof tslab = given;
      declare const functions: Given;
      const jupyterOf: typeof jupyter = functions;
      const displayOf: typeof display = functions.display;
      const { html: h, md: m, svg: s, image: i, clearOutput: c } = functions;
      const others: [typeof html, typeof md, typeof svg, typeof image, typeof clearOutput] = [h, m, s, i, c];`;
    expect(await check(cell)).toBe("");
  });

  it("refuses wrong content", async () => {
    expect(await check('import { display } from "tslab"; display.png("x");')).toContain(
      "cell.ts(1,46): error TS2345",
    );
  });
});
