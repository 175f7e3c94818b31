import { join } from "node:path";
import { execa, execaSync } from "execa";
import { describe, expect, it } from "vitest";
import { installKernel } from "../../../src/kernel/install/installKernel.js";
import { checkout } from "../fixtures/specs.js";
import { temporaryFolder } from "./support/kernel.js";

const environment = process.env.SOFTGRAD_TEST_PYTHON ?? join(checkout, ".venv");
const python = join(
  environment,
  process.platform === "win32" ? "Scripts/python.exe" : "bin/python",
);
const hasSuite =
  execaSync(python, ["-c", "import jupyter_kernel_test"], { reject: false }).exitCode === 0;

// A public suite that Python has to have: pip install jupyter_kernel_test.
describe.skipIf(!hasSuite)("jupyter_kernel_test", () => {
  it("passes, all but the pager, which the kernel does not use", async () => {
    const folder = temporaryFolder();
    await installKernel({
      kernels: join(folder, "kernels"),
      name: "softgrad-under-test",
      displayName: "TypeScript",
      node: process.execPath,
      main: join(checkout, "dist", "kernel", "main.js"),
    });
    const suite = join(import.meta.dirname, "jupyter-kernel-test.py");
    const { stderr, exitCode } = await execa(python, [suite], {
      cwd: folder,
      reject: false,
      env: {
        JUPYTER_PATH: folder,
        SOFTGRAD_TEST_KERNEL: "softgrad-under-test",
        SOFTGRAD_KERNEL_HISTORY: join(folder, "history.jsonl"),
      },
    });
    const skipped = [...stderr.matchAll(/^(test_\w+).*skipped/gm)].map(([, name]) => name);
    expect({ exitCode, skipped }, stderr).toEqual({ exitCode: 0, skipped: ["test_pager"] });
    expect(stderr).toMatch(/^Ran 12 tests/m);
  });
});
