import { join } from "node:path";
import { installKernel } from "../../../../src/kernel/install/installKernel.js";
import { checkout } from "../../fixtures/specs.js";

const environment = process.env.SOFTGRAD_TEST_PYTHON ?? join(checkout, ".venv");
const programs = join(environment, process.platform === "win32" ? "Scripts" : "bin");

/** Python of the checkout's own environment, with Jupyter. */
export const python = join(programs, "python");
export const jupyter = join(programs, "jupyter");

export const kernelName = "softgrad-under-test";

/** Lets Jupyter find our kernel under its name for tests: what its programs need around them. */
export async function jupyterEnvironment(folder: string): Promise<Record<string, string>> {
  await installKernel({
    kernels: join(folder, "kernels"),
    name: kernelName,
    displayName: "TypeScript",
    node: process.execPath,
    main: join(checkout, "dist", "kernel", "main.js"),
  });
  return {
    JUPYTER_PATH: folder,
    SOFTGRAD_TEST_KERNEL: kernelName,
    SOFTGRAD_KERNEL_HISTORY: join(folder, "history.jsonl"),
  };
}
