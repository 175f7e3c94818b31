export { softgradKernelSpec } from "../spec.js";
export { KernelError, type KernelFailure } from "./failure.js";
export { interruptInside } from "./interrupt-inside.js";
export { type JupyterPathsInput, jupyterDataPaths } from "./jupyter-paths.js";
export { startKernel } from "./kernel.js";
export {
  type FindKernelSpecOptions,
  findKernelSpec,
  listKernelSpecs,
  readKernelSpec,
} from "./spec.js";
export { tslabKernelSpec } from "./tslab-spec.js";
export type {
  ExecuteEnd,
  ExecuteOptions,
  ExecuteResult,
  InputQuestion,
  KernelConnection,
  KernelInfo,
  KernelSpec,
  MimeBundle,
  Output,
  StartKernelOptions,
} from "./types.js";
