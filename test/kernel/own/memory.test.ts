import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { resultOf, useKernel } from "./support/kernel.js";

const { kernel } = useKernel();

/** What cells do all day; each has 100 kB of output, so that keeping it would show. */
const cells = [
  'console.log("x".repeat(100_000));',
  "let value: number = 1; value;",
  "const add = (a: number) => a + value; add(1);",
  'display({ "text/html": "<b>".repeat(30_000) }, { raw: true });',
  'throw new Error("e".repeat(100_000));',
  'import { basename } from "node:path"; basename("/a/b");',
  "const text: string = 1;",
  "await new Promise((next) => setTimeout(next, 0)); console.error('late');",
];

async function execute(count: number): Promise<void> {
  for (let i = 0; i < count; i++) await kernel().execute(cells[i % cells.length] ?? "");
}

/** Megabytes of the whole process, and of the main thread's heap. */
async function memory(): Promise<{ readonly process: number; readonly heap: number }> {
  const { outputs } = await kernel().execute(
    `import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
setFlagsFromString("--expose-gc");
runInNewContext("gc")();
process.memoryUsage().heapUsed;`,
  );
  const status = readFileSync(`/proc/${kernel().pid}/status`, "utf8");
  return {
    process: Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1_000,
    heap: Number(resultOf(outputs)) / 1_000_000,
  };
}

// The size of another process is told by Linux alone.
describe.skipIf(process.platform !== "linux")("memory", () => {
  it("is flat from the 300th cell to the 1,300th", async () => {
    await execute(300);
    const early = await memory();
    await execute(1_000);
    const late = await memory();
    // The cells' own text and scripts, and what the allocator does not give back; not their output.
    expect(late.heap - early.heap).toBeLessThan(6);
    expect(late.process - early.process).toBeLessThan(60);
  });
});
