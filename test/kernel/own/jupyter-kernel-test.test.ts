import { join } from "node:path";
import { execa } from "execa";
import { describe, expect, it } from "vitest";
import { jupyterEnvironment, python } from "./support/jupyter.js";
import { temporaryFolder } from "./support/kernel.js";

describe("jupyter_kernel_test", () => {
  it("passes, all but the pager, which the kernel does not use", async () => {
    const folder = temporaryFolder();
    const { stderr, exitCode } = await execa(
      python,
      [join(import.meta.dirname, "jupyter-kernel-test.py")],
      { cwd: folder, reject: false, env: await jupyterEnvironment(folder) },
    );
    const skipped = [...stderr.matchAll(/^(test_\w+).*skipped/gm)].map(([, name]) => name);
    expect({ exitCode, skipped }, stderr).toEqual({ exitCode: 0, skipped: ["test_pager"] });
    expect(stderr).toMatch(/^Ran 12 tests/m);
  });
});
