import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type KernelConnection,
  type Output,
  startKernel,
} from "../../../src/kernel/client/index.js";
import { tslab } from "../fixtures/specs.js";
import { spec, temporaryFolder } from "../own/support/kernel.js";

const folder = temporaryFolder();
const png =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

let stock: KernelConnection;
let own: KernelConnection;
beforeAll(async () => {
  writeFileSync(join(folder, "dot.png"), Buffer.from(png, "base64"));
  // The notebook's folder is no project: tslab finds itself, and so does our kernel.
  [stock, own] = await Promise.all([
    startKernel(tslab, { cwd: folder }),
    startKernel(spec, {
      cwd: folder,
      env: { SOFTGRAD_KERNEL_HISTORY: join(folder, "history.jsonl") },
    }),
  ]);
});
afterAll(() => Promise.all([stock?.dispose(), own?.dispose()]));

/** tslab prints results; the protocol has an output of their own, which ours uses. */
function asTslab(outputs: readonly Output[]): Output[] {
  const merged: Output[] = [];
  for (const output of outputs) {
    const printed: Output =
      output.output_type === "execute_result"
        ? { output_type: "stream", name: "stdout", text: `${String(output.data["text/plain"])}\n` }
        : output;
    const last = merged.at(-1);
    if (
      last?.output_type === "stream" &&
      printed.output_type === "stream" &&
      last.name === printed.name
    ) {
      merged[merged.length - 1] = { ...last, text: last.text + printed.text };
    } else merged.push(printed);
  }
  return merged;
}

async function both(cell: string): Promise<{ stock: Output[]; own: Output[] }> {
  const [a, b] = await Promise.all([stock.execute(cell), own.execute(cell)]);
  expect([a.end.status, b.end.status], JSON.stringify(b.outputs)).toEqual(["ok", "ok"]);
  return { stock: asTslab(a.outputs), own: asTslab(b.outputs) };
}

/** One cell after another, as in a notebook: what tslab's own documents and example notebooks show. */
const cells: readonly (readonly [name: string, cell: string, outputs: number])[] = [
  [
    "imports and versions",
    'import * as tslab from "tslab";\nimport fs from "fs";\nconsole.log(Object.keys(tslab.versions), tslab.versions.node === process.version);',
    1,
  ],
  ["HTML", 'tslab.display.html("Hello <b>tslab!</b>");', 1],
  ["Markdown", 'tslab.display.markdown("# Title\\n- one");', 1],
  ["LaTeX", 'tslab.display.latex("$\\\\alpha^2$");', 1],
  ["SVG", "tslab.display.svg('<svg xmlns=\"http://www.w3.org/2000/svg\"/>');", 1],
  ["JavaScript", 'tslab.display.javascript("alert(1)");', 1],
  ["text", 'tslab.display.text("plain");', 1],
  ["an image from a file", 'tslab.display.png(fs.readFileSync("dot.png"));', 1],
  [
    "bytes of each kind",
    "const bytes = new Uint8Array([1, 2, 255]);\ntslab.display.jpeg(bytes); tslab.display.gif(bytes); tslab.display.pdf(bytes);",
    3,
  ],
  [
    "raw text and bytes",
    'tslab.display.raw("text/x-own", "a"); tslab.display.raw("image/webp", bytes);',
    2,
  ],
  [
    "output in order",
    'console.log("before"); tslab.display.html("<i>between</i>"); console.log("after");',
    3,
  ],
  [
    "a display that is renewed",
    `{
  const bar = tslab.newDisplay();
  for (let step = 1; step <= 5; step++) {
    await new Promise((resolve) => setTimeout(resolve, 5));
    bar.text(\`step \${step}\`);
  }
}`,
    1,
  ],
  [
    "two of them at once",
    'const [left, right] = [tslab.newDisplay(), tslab.newDisplay()];\nleft.html("1"); right.html("a"); left.html("2"); right.html("b");',
    2,
  ],
  ["one of an earlier cell", 'left.html("3"); console.log("renewed");', 1],
  [
    "a named import",
    'import { display, newDisplay } from "tslab";\ndisplay.html("<u>x</u>"); newDisplay().text("y");',
    2,
  ],
  [
    "a type import",
    'import type { Display } from "tslab";\nfunction hello(to: Display): void { to.html("hi"); }\nhello(display);',
    1,
  ],
  [
    "interfaces and classes",
    `interface Shape { area(): number }
class Square implements Shape {
  constructor(private readonly side: number) {}
  area(): number { return this.side ** 2; }
}
new Square(3)`,
    1,
  ],
  ["top-level await", "await Promise.resolve([1, 2, 3])", 1],
  ["a promise that nobody awaits", "new Promise(() => {})", 1],
  [
    "generators, spreading and destructuring",
    `function* even(below: number) { for (let n = 0; n < below; n += 2) yield n; }
const [first, ...others] = [...even(7)];
const { length, ...rest } = { length: 2, width: 3, depth: 4 };
console.log({ first, others, length, rest });`,
    1,
  ],
  ["nullish values", "const none: { x?: { y: number } } = {};\nnone.x?.y ?? 7", 1],
];

describe("what tslab documents", () => {
  for (const [name, cell, outputs] of cells) {
    it(`comes out as with tslab: ${name}`, async () => {
      const result = await both(cell);
      expect(result.stock).toHaveLength(outputs);
      expect(result.own).toEqual(result.stock);
    });
  }

  it("differs where a result is a text, which keeps its quotes, so that '1' is not 1", async () => {
    expect(await both('"1"')).toEqual({
      stock: [{ output_type: "stream", name: "stdout", text: "1\n" }],
      own: [{ output_type: "stream", name: "stdout", text: "'1'\n" }],
    });
  });

  it("differs where content is JSON, which tslab's types refuse", async () => {
    const cell = 'tslab.display.raw("application/json", { a: 1 });';
    const [a, b] = await Promise.all([stock.execute(cell), own.execute(cell)]);
    expect([a.end.status, b.end.status]).toEqual(["error", "ok"]);
    expect(b.outputs).toMatchObject([{ data: { "application/json": { a: 1 } } }]);
  });

  it.each([
    'const again = await import("tslab");\nagain.display.text("z");',
    'const required = require("tslab");\nrequired.display.text("z");',
  ])("is there in more ways than tslab's: %j", async (cell) => {
    const { outputs } = await own.execute(cell);
    expect(outputs).toMatchObject([{ output_type: "display_data", data: { "text/plain": "z" } }]);
  });

  it("is known to the strict check", async () => {
    const { end } = await own.execute("tslab.display.png(1)");
    expect(end).toMatchObject({ status: "error", ename: "TS2345" });
  });
});
