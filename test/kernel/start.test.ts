import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  KernelError,
  type StartKernelOptions,
  startKernel,
} from "../../src/kernel/client/index.js";
import { isAlive } from "./fixtures/processes.js";
import { fakeKernel, lessons, tslab } from "./fixtures/specs.js";

let folder: string;
let options: StartKernelOptions;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "start-"));
  options = { cwd: lessons, temporaryDirectory: folder };
});
afterEach(() => rm(folder, { recursive: true }));

async function failureOf(start: Promise<unknown>): Promise<KernelError> {
  const failure = await start.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(failure instanceof KernelError)) throw new Error("The kernel started", { cause: failure });
  return failure;
}

describe("a kernel that cannot be started", () => {
  it("has no command", async () => {
    const spec = { ...tslab, argv: ["no-such-command-anywhere"] };
    const error = await failureOf(startKernel(spec, options));
    expect(error.failure).toEqual({ code: "spawn-failed", command: "no-such-command-anywhere" });
    expect(error.message).toBe(
      'Cannot start the kernel: the command "no-such-command-anywhere" does not run',
    );
    expect(error.cause).toMatchObject({ code: "ENOENT" });
  });

  it("dies: its last words are told", async () => {
    const error = await failureOf(startKernel(fakeKernel("dies"), options));
    expect(error.failure).toEqual({
      code: "died",
      exitCode: 7,
      signal: null,
      stderr: "no such luck\n",
    });
    expect(error.message).toBe(
      "Cannot start the kernel: its process ended with code 7. It wrote:\nno such luck",
    );
  });

  it("does not answer in time", async () => {
    const error = await failureOf(
      startKernel(fakeKernel("silent"), { ...options, startTimeoutMs: 500 }),
    );
    expect(error.failure).toEqual({ code: "silent", afterMs: 500, refused: 0, stderr: "" });
    expect(error.message).toBe("Cannot start the kernel: no answer within 500 ms");
  });

  it("signs with another key: every message is refused", async () => {
    const error = await failureOf(
      startKernel(fakeKernel("wrong-key"), { ...options, startTimeoutMs: 1500 }),
    );
    expect(error.failure).toMatchObject({ code: "silent", refused: expect.any(Number) });
    expect(error.message).toMatch(
      /^Cannot start the kernel: no answer within 1500 ms \(\d+ messages refused as forged or malformed\)$/,
    );
  });

  afterEach(async () => {
    expect(await readdir(folder)).toEqual([]);
  });
});

describe("a kernel that starts", () => {
  it("gets other ports when it lost one to another program", async () => {
    await using kernel = await startKernel(
      fakeKernel("loses-port-once", join(folder, "marker")),
      options,
    );
    expect(kernel.info.implementation).toBe("fake");
  });

  it("may send nonsense without harm, and need not be idle", async () => {
    await using kernel = await startKernel(fakeKernel("never-idle"), options);
    for (const code of ["one", "two"]) {
      const { end, outputs, truncated } = await kernel.execute(code);
      expect(end).toEqual({ status: "ok", executionCount: 1 });
      expect(outputs).toEqual([{ output_type: "stream", name: "stdout", text: code }]);
      expect(truncated).toBe(true);
    }
  });

  it("is ended by force when it does not listen", async () => {
    const kernel = await startKernel(fakeKernel("ignores-shutdown"), {
      ...options,
      shutdownTimeoutMs: 200,
    });
    const pid = kernel.pid ?? 0;
    expect(isAlive(pid)).toBe(true);
    await kernel.dispose();
    expect(isAlive(pid)).toBe(false);
    expect(await readdir(folder)).toEqual([]);
  });

  it("starts beside nineteen others without a clash", async () => {
    const kernels = await Promise.all(
      Array.from({ length: 20 }, () => startKernel(fakeKernel("good"), options)),
    );
    const results = await Promise.all(
      kernels.map((kernel, index) => kernel.execute(`cell ${index}`)),
    );
    expect(results.map(({ outputs }) => outputs)).toEqual(
      kernels.map((_, index) => [{ output_type: "stream", name: "stdout", text: `cell ${index}` }]),
    );
    await Promise.all(kernels.map((kernel) => kernel.dispose()));
    expect(await readdir(folder)).toEqual([]);
  }, 30_000);

  it("starts as tslab beside two others", async () => {
    const kernels = await Promise.all(Array.from({ length: 3 }, () => startKernel(tslab, options)));
    const results = await Promise.all(
      kernels.map((kernel, index) => kernel.execute(`console.log(${index})`)),
    );
    expect(results.map(({ end }) => end.status)).toEqual(["ok", "ok", "ok"]);
    await Promise.all(kernels.map((kernel) => kernel.dispose()));
  }, 60_000);

  it.skipIf(process.platform === "win32")(
    "talks over Unix sockets as well",
    async () => {
      await using kernel = await startKernel(tslab, { ...options, transport: "ipc" });
      expect((await kernel.execute("1 + 1")).outputs).toEqual([
        { output_type: "stream", name: "stdout", text: "2\n" },
      ]);
    },
    30_000,
  );
});
