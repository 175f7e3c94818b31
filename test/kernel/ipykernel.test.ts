import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type KernelConnection, type Output, startKernel } from "../../src/kernel/client/index.js";
import { checkout, ipykernelSpec } from "./fixtures/specs.js";

const spec = await ipykernelSpec();
if (!spec) {
  console.warn(
    "SKIPPED test/kernel/ipykernel.test.ts: no ipykernel in .venv or SOFTGRAD_TEST_PYTHON",
  );
}

// A kernel that keeps to the protocol shows that the client does, and that any kernelspec works.
describe.skipIf(!spec)("ipykernel, by its kernelspec", () => {
  let kernel: KernelConnection;
  beforeAll(async () => {
    if (spec) kernel = await startKernel(spec, { cwd: checkout });
  }, 60_000);
  afterAll(() => kernel?.dispose());

  const python = async (code: string, options = {}) => {
    const { end, outputs, truncated } = await kernel.execute(code, options);
    return { end, outputs, truncated };
  };
  const text = (value: string): Output => ({ output_type: "stream", name: "stdout", text: value });

  it("returns results", async () => {
    expect(kernel.info).toMatchObject({ implementation: "ipython", language: "python" });
    const { end, outputs } = await python("1 + 1");
    expect(end).toEqual({ status: "ok", executionCount: 1 });
    expect(outputs).toEqual([
      {
        output_type: "execute_result",
        execution_count: 1,
        data: { "text/plain": "2" },
        metadata: {},
      },
    ]);
  });

  it("renews displays by id and clears output", async () => {
    const { outputs } = await python(
      "from IPython.display import display, clear_output\nh = display('a', display_id=True)\nprint(5)\nh.update('b')",
    );
    expect(outputs).toEqual([
      { output_type: "display_data", data: { "text/plain": "'b'" }, metadata: {} },
      text("5\n"),
    ]);
    expect((await python("print('a')\nclear_output(wait=True)\nprint('b')")).outputs).toEqual([
      text("b\n"),
    ]);
  });

  it("tells of errors, and runs the next cell at once", async () => {
    const [failed, next] = await Promise.all([python("1 / 0"), python("print('ran')")]);
    expect(failed.end).toMatchObject({
      status: "error",
      ename: "ZeroDivisionError",
      evalue: "division by zero",
    });
    expect(failed.outputs).toMatchObject([{ output_type: "error", ename: "ZeroDivisionError" }]);
    expect(next).toMatchObject({ end: { status: "ok" }, outputs: [text("ran\n")] });
  });

  it("loses nothing of 20,000 lines", async () => {
    const { outputs, truncated } = await python("for i in range(20000): print(i)");
    const lines = Array.from({ length: 20_000 }, (_, index) => `${index}\n`).join("");
    expect(outputs).toEqual([text(lines)]);
    expect(truncated).toBe(false);
  });

  it("is interrupted at the time limit and keeps its state", async () => {
    await python("kept = 42");
    const { end, outputs } = await python("while True: pass", { timeoutMs: 300 });
    expect(end).toEqual({ status: "timeout", afterMs: 300, alive: true });
    expect(outputs).toMatchObject([{ output_type: "error", ename: "KeyboardInterrupt" }]);
    expect((await python("print(kept)")).outputs).toEqual([text("42\n")]);
  });

  it("is killed when it does not heed the interrupt, and restarted", async () => {
    const stubborn = await startKernel(spec ?? fail(), { cwd: checkout, interruptTimeoutMs: 300 });
    try {
      const code = "import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True: pass";
      expect((await stubborn.execute(code, { timeoutMs: 300 })).end).toEqual({
        status: "timeout",
        afterMs: 300,
        alive: false,
      });
      expect((await stubborn.execute("1")).end).toEqual({
        status: "dead",
        exitCode: null,
        signal: "SIGKILL",
      });
      await stubborn.restart();
      expect((await stubborn.execute("1")).end.status).toBe("ok");
    } finally {
      await stubborn.dispose();
    }
  }, 30_000);
});

function fail(): never {
  throw new Error("no kernelspec");
}
