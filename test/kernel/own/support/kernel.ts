import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";
import {
  type KernelConnection,
  type KernelSpec,
  type Output,
  startKernel,
} from "../../../../src/kernel/client/index.js";
import { kernelJson } from "../../../../src/kernel/install/kernelJson.js";
import { checkout } from "../../fixtures/specs.js";

/** As Jupyter starts it: the built kernel, in a process of its own. */
export const spec: KernelSpec = {
  name: "softgrad",
  displayName: "TypeScript",
  language: "typescript",
  argv: kernelJson({
    node: process.execPath,
    main: join(checkout, "dist", "kernel", "main.js"),
    displayName: "TypeScript",
  }).argv,
  env: {},
  interruptMode: "message",
  resourceDirectory: checkout,
};

/** A folder for one file of tests, with a space in its name; removed at its end. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "own kernel "));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** One kernel for a file of tests, in a folder of its own. */
export function useKernel(): { readonly folder: string; readonly kernel: () => KernelConnection } {
  const folder = temporaryFolder();
  let kernel: KernelConnection | undefined;
  beforeAll(async () => {
    kernel = await startIn(folder);
  });
  afterAll(() => kernel?.dispose());
  return {
    folder,
    kernel: () => {
      if (kernel === undefined) throw new Error("Cannot use the kernel: it has not started");
      return kernel;
    },
  };
}

export function startIn(
  folder: string,
  transport: "tcp" | "ipc" = "tcp",
  node: string = process.execPath,
) {
  return startKernel(
    { ...spec, argv: [node, ...spec.argv.slice(1)] },
    {
      cwd: folder,
      transport,
      env: { SOFTGRAD_KERNEL_HISTORY: join(folder, "history.jsonl") },
    },
  );
}

export function textOf(outputs: readonly Output[], name: "stdout" | "stderr" = "stdout"): string {
  return outputs
    .flatMap((output) =>
      output.output_type === "stream" && output.name === name ? [output.text] : [],
    )
    .join("");
}

/** The text of the cell's result. */
export function resultOf(outputs: readonly Output[]): unknown {
  const result = outputs.find((output) => output.output_type === "execute_result");
  return result?.output_type === "execute_result" ? result.data["text/plain"] : undefined;
}
