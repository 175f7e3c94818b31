import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execaSync } from "execa";
import { describe, expect, it } from "vitest";
import { interruptInside, startKernel } from "../../src/kernel/client/index.js";
import { isAlive } from "./fixtures/processes.js";
import { lessons, tslab } from "./fixtures/specs.js";

const works =
  execaSync("bwrap", ["--ro-bind", "/", "/", "--unshare-all", "true"], { reject: false })
    .exitCode === 0;
if (!works)
  console.warn("SKIPPED test/kernel/sandbox.test.ts: bubblewrap (bwrap) does not run here");

describe.skipIf(!works)("a kernel inside bubblewrap, without a network", () => {
  it("is reached over Unix sockets, interrupted, and keeps its state", async () => {
    const folder = await mkdtemp(join(tmpdir(), "sandbox-"));
    const wrapper = [
      "bwrap",
      "--ro-bind",
      "/",
      "/",
      "--bind",
      folder,
      folder,
      "--proc",
      "/proc",
      "--dev",
      "/dev",
    ];
    const argv = [
      ...wrapper,
      "--unshare-all",
      "--die-with-parent",
      process.execPath,
      ...tslab.argv.slice(1),
    ];
    const kernel = await startKernel(
      { ...tslab, argv },
      {
        cwd: lessons,
        transport: "ipc",
        temporaryDirectory: folder,
        interruptProcess: interruptInside,
      },
    );
    const pid = kernel.pid ?? 0;
    try {
      await kernel.execute("let kept = 42");
      const { end } = await kernel.execute("while (true) {}", { timeoutMs: 300 });
      expect(end).toEqual({ status: "timeout", afterMs: 300, alive: true });
      expect((await kernel.execute("kept")).outputs).toMatchObject([{ text: "42\n" }]);
    } finally {
      await kernel.dispose();
      await rm(folder, { recursive: true });
    }
    expect(isAlive(pid)).toBe(false);
  }, 30_000);
});
