import { fileURLToPath } from "node:url";
import type { KernelSpec } from "./client/types.js";
import { kernelJson } from "./install/kernelJson.js";

/** The module that a kernelspec starts. */
export const kernelMain: string = fileURLToPath(new URL("./main.js", import.meta.url));

/** This package's kernel, ready for `startKernel`; nothing has to be installed. */
export function softgradKernelSpec(): KernelSpec {
  const { argv, display_name, language } = kernelJson({
    node: process.execPath,
    main: kernelMain,
    displayName: "TypeScript",
  });
  return {
    name: "softgrad",
    displayName: display_name,
    language,
    argv,
    env: {},
    interruptMode: "message",
    resourceDirectory: fileURLToPath(new URL(".", import.meta.url)),
  };
}
