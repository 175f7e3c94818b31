export { comms } from "./comms.js";
export {
  type InstallRequest,
  type InstallResult,
  installKernel,
  type UninstallResult,
  uninstallKernel,
} from "./install/installKernel.js";
export { isOurs, type KernelJson, type KernelJsonInput, kernelJson } from "./install/kernelJson.js";
export {
  type InstallPlace,
  isInNpxCache,
  isKernelName,
  kernelsFolder,
  type Surroundings,
} from "./install/places.js";
export type { Comm, CommExtra, CommMessage, Comms, CommTarget } from "./runtime/comms.js";
export { kernelMain, softgradKernelSpec } from "./spec.js";
