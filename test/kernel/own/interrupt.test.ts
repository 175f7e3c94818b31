import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { resultOf, startIn, temporaryFolder, useKernel } from "./support/kernel.js";

const { folder, kernel } = useKernel();

/** Runs a cell that never ends by itself, and interrupts it once it has begun. */
async function interrupt(code: string) {
  let begun = () => {};
  const printed = new Promise<void>((resolve) => {
    begun = resolve;
  });
  const cell = kernel().execute(`console.log("begun");\n${code}`, { onOutput: () => begun() });
  await printed;
  await kernel().interrupt();
  return cell;
}

describe("an interrupt", () => {
  it.each([
    ["a busy loop", "while (true) {}"],
    ["a cell that waits", "await new Promise(() => {});"],
    ["a busy loop after an await", "await null; while (true) {}"],
    [
      "a busy loop in a timer",
      "setTimeout(() => { while (true) {} }, 1); await new Promise(() => {});",
    ],
    ["a loop that catches all", "while (true) { try { while (true) {} } catch {} }"],
    ["a cell that sleeps", "Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);"],
  ])("stops %s and keeps the state", async (_, code) => {
    await kernel().execute("var state = [1, 2];");
    const { end } = await interrupt(code);
    expect(end).toMatchObject({ status: "error", ename: "KeyboardInterrupt" });
    expect(resultOf((await kernel().execute("state")).outputs)).toBe("[ 1, 2 ]");
  });

  it("stops a loop that prints, and later output is whole", async () => {
    const { end } = await interrupt('for (;;) console.log("x".repeat(100));');
    expect(end).toMatchObject({ status: "error", ename: "KeyboardInterrupt" });
    const { outputs } = await kernel().execute('console.log("after");');
    expect(outputs).toEqual([{ output_type: "stream", name: "stdout", text: "after\n" }]);
  });

  it("of a module that is required leaves no half of it behind", async () => {
    writeFileSync(
      join(folder, "slow.cjs"),
      'exports.a = 1; if (globalThis.slow) { globalThis.slow = false; console.log("begun"); while (true) {} } exports.b = 2;\n',
    );
    const nodeRequire = '// @ts-nocheck\nrequire("./slow.cjs")';
    let begun = () => {};
    const printed = new Promise<void>((resolve) => {
      begun = resolve;
    });
    await kernel().execute("Reflect.set(globalThis, 'slow', true);");
    const cell = kernel().execute(nodeRequire, { onOutput: () => begun() });
    await printed;
    await kernel().interrupt();
    expect((await cell).end).toMatchObject({ status: "error", ename: "KeyboardInterrupt" });
    expect(resultOf((await kernel().execute(nodeRequire)).outputs)).toBe("{ a: 1, b: 2 }");
  });

  it("keeps the state where other code throws again what nobody caught", async () => {
    // TensorFlow.js's WebAssembly backend adds such listeners when it loads.
    const again = "function again(reason: unknown) { throw reason; }";
    const events = '(["uncaughtException", "unhandledRejection"] as never[])';
    await kernel().execute(`${again}\n${events}.forEach((event) => process.on(event, again));`);
    const { end } = await interrupt("while (true) {}");
    expect(end).toMatchObject({ status: "error", ename: "KeyboardInterrupt" });
    const late = await kernel().execute(
      `Promise.reject(new Error("unheard"));
setTimeout(() => { throw new RangeError("late"); }, 1);
await new Promise((resolve) => setTimeout(resolve, 50));`,
    );
    expect(late.outputs.map((output) => "ename" in output && output.ename)).toEqual([
      "Error",
      "RangeError",
    ]);
    expect(resultOf((await kernel().execute("state")).outputs)).toBe("[ 1, 2 ]");
    await kernel().execute(`${events}.forEach((event) => process.off(event, again));`);
  });

  it("of an idle kernel changes nothing", async () => {
    await kernel().interrupt();
    expect(resultOf((await kernel().execute("state")).outputs)).toBe("[ 1, 2 ]");
  });
});

describe("process.exit in a cell", () => {
  it("says so, ends the process, and a restart is fresh", async () => {
    const own = await startIn(temporaryFolder());
    try {
      const { end } = await own.execute('Reflect.set(globalThis, "lost", 1); process.exit(3);');
      expect(end).toMatchObject({
        status: "error",
        ename: "ProcessExit",
        evalue: "process.exit(3) was called: the kernel ends, and its state is lost",
      });
      await own.restart();
      expect(resultOf((await own.execute('Reflect.has(globalThis, "lost")')).outputs)).toBe(
        "false",
      );
    } finally {
      await own.dispose();
    }
  });
});
