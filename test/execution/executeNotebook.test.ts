import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { describe as inWords } from "../../src/execution/index.js";
import { jupyter as ours, run, scratch, withStockTslab } from "./notebooks.js";

const { folder, remove } = scratch();
afterAll(remove);

describe.each([
  { name: "our kernel", jupyter: ours, typeError: "TS2322" },
  { name: "stock tslab", jupyter: withStockTslab, typeError: "TypeScriptError" },
])("executing a notebook with $name through nbconvert", ({ jupyter, typeError }) => {
  it("runs in the folder it is given and keeps the outputs", async () => {
    const seen: string[] = [];
    const { result, output } = await run(
      folder,
      { where: "console.log(process.cwd())", sum: "console.log(1 + 2)" },
      { jupyter, onCell: ({ id }) => seen.push(id) },
    );
    expect(result).toEqual({ status: "ok", cells: 2 });
    const text = readFileSync(output ?? "", "utf8");
    expect(text).toContain(join("notebooks"));
    expect(text).toContain("3\\n");
    expect(seen).toEqual(["where", "sum"]);
  });

  it("finds a cell that throws, also where the kernel sends no error output, and stops there", async () => {
    const { result, output } = await run(
      folder,
      {
        before: "console.log('so far')",
        bad: "throw new RangeError('alpha must be positive')",
        after: "console.log('never')",
      },
      { jupyter },
    );
    expect(result).toMatchObject({
      status: "cellError",
      cell: { index: 1, id: "bad" },
      name: "RangeError",
      message: expect.stringContaining("alpha must be positive"),
    });
    const text = readFileSync(output ?? "", "utf8");
    expect(text).toContain("so far\\n");
    expect(text).not.toContain("never\\n");
    expect(inWords(result)).toBe("cell bad: RangeError: alpha must be positive");
  });

  it("finds a cell that does not type-check, with the compiler's own words", async () => {
    const { result } = await run(folder, { typed: 'const n: number = "one";' }, { jupyter });
    expect(result).toMatchObject({
      status: "cellError",
      cell: { index: 0, id: "typed" },
      name: typeError,
      message: expect.stringContaining("Type 'string' is not assignable to type 'number'"),
    });
  });

  it("ends a cell that does not end", async () => {
    const { result } = await run(
      folder,
      { loop: "while (true) {}" },
      { jupyter, timeoutSeconds: 3 },
    );
    expect(result).toEqual({
      status: "timeout",
      cell: { index: 0, id: "loop" },
      afterSeconds: 3,
    });
    expect(inWords(result)).toBe("cell loop: not done after 3 s (--timeout gives it more)");
  });

  it("says that the kernel died", async () => {
    const { result } = await run(
      folder,
      {
        first: "1;",
        end: "process.kill(process.pid, 'SIGKILL'); await new Promise(() => {});",
      },
      { jupyter },
    );
    expect(result).toEqual({ status: "deadKernel", cell: { index: 1, id: "end" } });
    expect(inWords(result)).toBe("cell end: the kernel died");
  });

  it("can be cancelled", async () => {
    const stop = new AbortController();
    const { result } = await run(
      folder,
      { loop: "await new Promise((end) => setTimeout(end, 60_000))" },
      { jupyter, signal: stop.signal, onCell: () => stop.abort() },
    );
    expect(result).toEqual({ status: "cancelled" });
  });
});

describe("executing a notebook with other kernels, or none", () => {
  it("takes name and message from a kernel that sends them", async () => {
    const { result } = await run(folder, { bad: "1 / 0" }, { kernel: "python3" });
    expect(result).toEqual({
      status: "cellError",
      cell: { index: 0, id: "bad" },
      name: "ZeroDivisionError",
      message: "division by zero",
    });
  });

  it("says that there is no such kernel", async () => {
    const { result } = await run(folder, { one: "1" }, { kernel: "no-such-kernel" });
    expect(result).toEqual({ status: "missingKernel", kernel: "no-such-kernel" });
  });

  it("says that there is no Jupyter", async () => {
    const python = join(folder, "no", "python");
    const { result } = await run(folder, { one: "1" }, { jupyter: { ...ours, python } });
    expect(result).toMatchObject({ status: "missingJupyter", path: python });
    expect(inWords(result)).toBe(`no nbconvert in ${python}: npm start installs it`);
  });
});
