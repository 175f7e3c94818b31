import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import type { Output } from "../../../src/kernel/client/index.js";
import { textOf, useKernel } from "../own/support/kernel.js";

const { kernel } = useKernel();
const run = async (cell: string): Promise<readonly Output[]> => {
  const { end, outputs } = await kernel().execute(cell, { timeoutMs: 60_000 });
  expect(end.status, JSON.stringify(outputs)).toBe("ok");
  return outputs;
};
const data = (outputs: readonly Output[]) =>
  outputs.map((output) => ("data" in output ? output.data : output));

describe("what a cell shows", () => {
  it("is known to the strict check without an import", async () => {
    const outputs = await run(
      "display(html`<b>1</b>`); display(md`# x`); display(svg`<svg/>`); await display(1);",
    );
    expect(data(outputs)).toEqual([
      { "text/html": "<b>1</b>", "text/plain": "<b>1</b>" },
      { "text/markdown": "# x", "text/plain": "# x" },
      { "image/svg+xml": "<svg/>", "text/plain": "<svg/>" },
      { "text/plain": "1" },
    ]);
    expect((await kernel().execute("display(1, { raw: 1 })")).end).toMatchObject({
      status: "error",
      ename: "TS2322",
    });
  });

  it("is what the value says itself, also when that takes a while", async () => {
    const outputs = await run(
      `({ [Symbol.for("Jupyter.display")]: async () => ({ "image/png": new Uint8Array([1, 2, 255]), "text/plain": "x" }) })`,
    );
    expect(outputs).toMatchObject([
      { output_type: "execute_result", data: { "image/png": "AQL/", "text/plain": "x" } },
    ]);
  });

  it("has a name and is renewed", async () => {
    const outputs = await run(
      'await display("a", { display_id: "k" }); await display({ "text/plain": "b" }, { raw: true, display_id: "k", update: true });',
    );
    expect(data(outputs)).toEqual([{ "text/plain": "b" }]);
  });

  it("is the same as a result and by display, with the stack of the cell's own lines alone", async () => {
    const outputs = await run(
      'const failure = new Error("outer", { cause: new RangeError("inner") });\ndisplay(failure);\nfailure',
    );
    const [shown, result] = data(outputs) as [Record<string, string>, Record<string, string>];
    expect(result).toEqual(shown);
    expect(shown["text/plain"]).toContain("[cause]: RangeError: inner");
    expect(shown["text/plain"]).not.toMatch(/kernel\/runtime|node:/);
  });

  it("comes in the wire's form through the hook for libraries too", async () => {
    const outputs = await run(
      `Reflect.get(globalThis, Symbol.for("softgrad.display"))({
        "image/png": new Uint8Array([1, 2, 255]),
        "application/json": '{"a":1}',
        "text/html": undefined,
      });`,
    );
    expect(data(outputs)).toEqual([{ "image/png": "AQL/", "application/json": { a: 1 } }]);
  });

  it("is had as Deno has it, but for the name Deno", async () => {
    const outputs = await run(
      'const { display: show, format, $display } = jupyter;\nconsole.log($display === Symbol.for("Jupyter.display"), typeof Reflect.get(globalThis, "Deno"));\nconsole.log(JSON.stringify(await format(1)));\nshow(jupyter.html`<i/>`);',
    );
    expect(textOf(outputs)).toBe('true undefined\n{"text/plain":"1"}\n');
    expect(data(outputs).at(-1)).toMatchObject({ "text/html": "<i/>" });
  });

  it("may be named like a function of the kernel", async () => {
    expect(data(await run("const html = 5; const display = html + 1; display"))).toEqual([
      { "text/plain": "6" },
    ]);
  });
});

describe("a value that resists", () => {
  it("that throws while it is shown leaves the kernel well", async () => {
    const [output] = await run(
      'new Proxy({}, { get() { throw new Error("no"); }, ownKeys() { throw new Error("no"); } })',
    );
    expect(output).toMatchObject({ output_type: "execute_result" });
    expect(data(await run("1 + 1"))).toEqual([{ "text/plain": "2" }]);
  });

  it("that takes for ever to be shown is interrupted, and nothing is lost", async () => {
    await run("const kept = 42;");
    const stuck = kernel().execute(
      'import { inspect } from "node:util";\n({ [inspect.custom]() { console.log("showing"); for (;;); } })',
      { onOutput: () => void delay(50).then(() => kernel().interrupt()) },
    );
    expect((await stuck).end).toMatchObject({ status: "error", ename: "KeyboardInterrupt" });
    expect(data(await run("kept"))).toEqual([{ "text/plain": "42" }]);
  });

  it("that never settles its own display is interrupted too", async () => {
    const stuck = kernel().execute(
      '({ [Symbol.for("Jupyter.display")]: () => { console.log("showing"); return new Promise(() => {}); } })',
      { onOutput: () => void delay(50).then(() => kernel().interrupt()) },
    );
    expect((await stuck).end).toMatchObject({ status: "error", ename: "KeyboardInterrupt" });
    expect(data(await run("kept + 1"))).toEqual([{ "text/plain": "43" }]);
  });
});
