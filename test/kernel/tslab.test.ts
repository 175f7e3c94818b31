import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type KernelConnection, type Output, startKernel } from "../../src/kernel/client/index.js";
import { isAlive } from "./fixtures/processes.js";
import { lessons, tslab } from "./fixtures/specs.js";

let kernel: KernelConnection;
beforeAll(async () => {
  kernel = await startKernel(tslab, { cwd: lessons });
}, 30_000);
afterAll(() => kernel.dispose());

function streamOf(outputs: readonly Output[], name: "stdout" | "stderr"): string {
  return outputs
    .map((output) => (output.output_type === "stream" && output.name === name ? output.text : ""))
    .join("");
}

describe("the stock tslab kernel", () => {
  it("says what it is", () => {
    expect(kernel.info).toMatchObject({ implementation: "tslab", language: "typescript" });
  });

  it("runs a cell and counts it", async () => {
    const { end, outputs, truncated } = await kernel.execute("const one: number = 1; one + 1");
    expect(end).toEqual({ status: "ok", executionCount: expect.any(Number) });
    expect(outputs).toEqual([{ output_type: "stream", name: "stdout", text: "2\n" }]);
    expect(truncated).toBe(false);
  });

  it("keeps the order of stdout and stderr", async () => {
    const { outputs } = await kernel.execute(
      "console.log(1); console.log(2); console.error(3); console.log(4);",
    );
    expect(outputs).toEqual([
      { output_type: "stream", name: "stdout", text: "1\n2\n" },
      { output_type: "stream", name: "stderr", text: "3\n" },
      { output_type: "stream", name: "stdout", text: "4\n" },
    ]);
  });

  it("tells of each output as it arrives", async () => {
    const arrived: Output[] = [];
    await kernel.execute("console.log('a'); console.log('b');", {
      onOutput: (output) => arrived.push(output),
    });
    expect(arrived).toEqual([
      { output_type: "stream", name: "stdout", text: "a\n" },
      { output_type: "stream", name: "stdout", text: "b\n" },
    ]);
  });

  it("rejects with what onOutput threw, and goes on", async () => {
    const fail = (): never => {
      throw new Error("full");
    };
    await expect(kernel.execute("console.log(1)", { onOutput: fail })).rejects.toThrow("full");
    expect((await kernel.execute("console.log(2)")).end.status).toBe("ok");
  });

  it("shows MIME bundles and renews them by id", async () => {
    const { outputs } = await kernel.execute(
      "import * as tslab from 'tslab'; const d = tslab.newDisplay(); d.html('<b>a</b>'); console.log('-'); d.html('<b>b</b>');",
    );
    expect(outputs).toEqual([
      { output_type: "display_data", data: { "text/html": "<b>b</b>" }, metadata: {} },
      { output_type: "stream", name: "stdout", text: "-\n" },
    ]);
  });

  it("runs cells given at once one after the other", async () => {
    const codes = [
      "await new Promise((r) => setTimeout(r, 50)); console.log('slow')",
      "console.log('fast')",
    ];
    const order: string[] = [];
    await Promise.all(
      codes.map(async (code) =>
        order.push(streamOf((await kernel.execute(code)).outputs, "stdout")),
      ),
    );
    expect(order).toEqual(["slow\n", "fast\n"]);
  });

  it("gives output after a cell's end to that cell", async () => {
    const late: Output[] = [];
    const { outputs } = await kernel.execute(
      "setTimeout(() => console.log('late'), 60); console.log('now')",
      {
        onLateOutput: (output) => late.push(output),
      },
    );
    expect(streamOf(outputs, "stdout")).toBe("now\n");
    await expect
      .poll(() => late)
      .toEqual([{ output_type: "stream", name: "stdout", text: "late\n" }]);
    expect(streamOf(outputs, "stdout")).toBe("now\n");
  });
});

describe("failures under stock tslab", () => {
  it("gives a type error its place, and the line with a caret", async () => {
    const { end, outputs } = await kernel.execute(
      "let n = 1;\nconst s: string = n;\nconst t: string = n;",
    );
    const failure = {
      ename: "TypeScriptError",
      evalue: "2:7 - Type 'number' is not assignable to type 'string'. (and 1 more)",
      traceback: [
        "2:7 - Type 'number' is not assignable to type 'string'.",
        "    const s: string = n;",
        "          ^",
        "3:7 - Type 'number' is not assignable to type 'string'.",
        "    const t: string = n;",
        "          ^",
      ],
    };
    expect(end).toMatchObject({ status: "error", ...failure });
    expect(outputs).toEqual([{ output_type: "error", ...failure }]);
  });

  it("gives a thrown error its name, text and the learner's own frames, and keeps other stderr", async () => {
    const { end, outputs } = await kernel.execute(
      "console.error('warning');\nfunction inner() {\n  throw new TypeError('first\\nsecond');\n}\ninner();",
    );
    expect(end).toMatchObject({ status: "error", ename: "TypeError", evalue: "first\nsecond" });
    expect(outputs).toEqual([
      { output_type: "stream", name: "stderr", text: "warning\n" },
      {
        output_type: "error",
        ename: "TypeError",
        evalue: "first\nsecond",
        traceback: [
          "    throw new TypeError('first\\nsecond');",
          "    ^",
          "TypeError: first",
          "second",
          "    at inner (<cell>)",
          "    at <cell>",
        ],
      },
    ]);
  });

  it.each([
    ["await Promise.reject(new RangeError('no'))", "RangeError", "no"],
    ["await null; throw new RangeError('after an await')", "RangeError", "after an await"],
    ["throw new Error()", "Error", ""],
    ["throw new Error('outer', { cause: new Error('inner') } as any)", "Error", "outer"],
    ["throw Object.assign(new Error('with code'), { code: 5 })", "Error", "with code"],
    ["(undefined as any).x", "TypeError", "Cannot read properties of undefined (reading 'x')"],
    ["JSON.parse('[')", "SyntaxError", /JSON/],
    ["throw 'text'", "ThrownValue", "text"],
    ["throw { a: 1 }", "ThrownValue", "{ a: 1 }"],
    ["const broken = ;", "TypeScriptError", "1:16 - Expression expected."],
  ])("names %s", async (code, ename, evalue) => {
    const { end, outputs } = await kernel.execute(code);
    expect(end).toMatchObject({
      status: "error",
      ename,
      evalue: typeof evalue === "string" ? evalue : expect.stringMatching(evalue),
    });
    expect(outputs.map((output) => output.output_type)).toEqual(["error"]);
    const [output] = outputs;
    const lines = output?.output_type === "error" ? output.traceback.join("\n") : "";
    expect(lines).not.toMatch(/node:|node_modules|tsLastExpr|evalmachine/);
  });

  it("says so when the error itself was lost among too much output", async () => {
    const { end, truncated } = await kernel.execute(
      "console.error('early'); for (let i = 0; i < 2000; i += 1) console.log(i); throw new Error('lost')",
    );
    expect(truncated).toBe(true);
    expect(end).toMatchObject({ status: "error", ename: "UnknownError" });
  });

  it("runs the cell after a failed one, at once", async () => {
    for (let round = 0; round < 3; round += 1) {
      const [failed, next] = await Promise.all([
        kernel.execute("throw new Error('x')"),
        kernel.execute("console.log('ran')"),
      ]);
      expect(failed.end.status).toBe("error");
      expect(next.end.status).toBe("ok");
      expect(streamOf(next.outputs, "stdout")).toBe("ran\n");
    }
  });
});

describe("too much output", () => {
  it("ends, and says that the kernel lost some, where tslab loses its idle status", async () => {
    const { end, outputs, truncated } = await kernel.execute(
      "for (let i = 0; i < 2000; i += 1) console.log(i)",
    );
    expect(end.status).toBe("ok");
    expect(streamOf(outputs, "stdout").startsWith("0\n1\n2\n")).toBe(true);
    expect(truncated).toBe(true);
    expect(streamOf((await kernel.execute("console.log('next')")).outputs, "stdout")).toBe(
      "next\n",
    );
  });

  it("keeps all of a big piece", async () => {
    const { outputs, truncated } = await kernel.execute("console.log('x'.repeat(8_000_000))");
    expect(streamOf(outputs, "stdout")).toHaveLength(8_000_001);
    expect(truncated).toBe(false);
  });

  it("cuts at the limit", async () => {
    const { end, outputs, truncated } = await kernel.execute(
      "console.log('x'.repeat(5000)); console.error('y')",
      { maxOutputBytes: 1000 },
    );
    expect(end.status).toBe("ok");
    expect(outputs).toEqual([{ output_type: "stream", name: "stdout", text: "x".repeat(1000) }]);
    expect(truncated).toBe(true);
  });
});

describe("time limits under stock tslab", () => {
  it.each(["while (true) {}", "await new Promise(() => {})"])(
    "stops %s and keeps the state",
    async (code) => {
      await kernel.execute("let kept = 42");
      const { end, outputs } = await kernel.execute(code, { timeoutMs: 300 });
      expect(end).toEqual({ status: "timeout", afterMs: 300, alive: true });
      expect(outputs).toMatchObject([
        { output_type: "error", ename: "Interrupted", evalue: "the cell was interrupted" },
      ]);
      expect(streamOf((await kernel.execute("kept")).outputs, "stdout")).toBe("42\n");
    },
  );

  it("stops a program that the cell waits for", async () => {
    const { end } = await kernel.execute(
      "import { execSync } from 'child_process'; execSync('sleep 60');",
      { timeoutMs: 500 },
    );
    expect(end).toEqual({ status: "timeout", afterMs: 500, alive: true });
  });

  it("has no limit that a timer cannot hold", async () => {
    expect((await kernel.execute("1", { timeoutMs: Number.POSITIVE_INFINITY })).end.status).toBe(
      "ok",
    );
  });

  it("interrupts on demand", async () => {
    const running = kernel.execute("console.log('on'); while (true) {}", {
      onOutput: () => void kernel.interrupt(),
    });
    expect((await running).end).toMatchObject({ status: "error", ename: "Interrupted" });
  });
});

describe("the end of a kernel", () => {
  it("is told in its own words when tslab's compiler has failed for good", async () => {
    const folder = await mkdtemp(join(tmpdir(), "packages-"));
    await mkdir(join(folder, "node_modules"));
    const own = await startKernel(tslab, { cwd: folder });
    try {
      await own.execute("import x from 'nowhere';");
      expect((await own.execute("let x = 1;")).end.status).toBe("ok");
      // As when somebody installs a package: tslab's watcher of files then trips over itself.
      await mkdir(join(folder, "node_modules", "nowhere"));
      await expect
        .poll(async () => (await own.execute("x;")).end, { timeout: 20_000, interval: 200 })
        .toMatchObject({
          status: "error",
          ename: "KernelBroken",
          evalue:
            "tslab has failed by itself (Error: Unexpected pending rebuildTimer) and runs no cell any more: restart the kernel",
        });
      await own.restart();
      expect((await own.execute("let x = 1;")).end.status).toBe("ok");
    } finally {
      await own.dispose();
      await rm(folder, { recursive: true });
    }
  }, 40_000);

  it("is data; a restart gives a fresh one", async () => {
    const own = await startKernel(tslab, { cwd: lessons });
    try {
      const pid = own.pid ?? 0;
      await own.execute("let gone = 1");
      const { end } = await own.execute("process.exit(3)");
      expect(end).toEqual({ status: "dead", exitCode: 3, signal: null });
      expect(own.pid).toBeUndefined();
      expect((await own.execute("1")).end).toEqual(end);
      await own.restart();
      expect(own.pid).not.toBe(pid);
      expect((await own.execute("gone")).end).toMatchObject({
        status: "error",
        ename: "TypeScriptError",
      });

      // A restart ends the running cell, and those behind it are not run.
      const running = own.execute("console.log('on'); await new Promise(() => {})");
      const waiting = own.execute("console.log('never')");
      await delay(200);
      const restarted = own.restart();
      const after = own.execute("console.log('fresh')");
      expect((await running).end.status).toBe("dead");
      expect((await waiting).end).toEqual({ status: "aborted" });
      await restarted;
      expect(streamOf((await after).outputs, "stdout")).toBe("fresh\n");
    } finally {
      const pid = own.pid ?? 0;
      await Promise.all([own.dispose(), own.dispose()]);
      expect(isAlive(pid)).toBe(false);
    }
    expect((await own.execute("1")).end.status).toBe("dead");
    await expect(own.restart()).rejects.toThrow("Cannot use the kernel: it has been disposed");
  }, 30_000);
});
