export { comms } from "./comms.js";
export { examine, type Finding } from "./install/doctor.js";
export {
  type InstallRequest,
  installKernel,
  isOurs,
  type UninstallResult,
  uninstallKernel,
} from "./install/installKernel.js";
export { type KernelJson, type KernelJsonInput, kernelJson } from "./install/kernelJson.js";
export { type InstallPlace, isKernelName, kernelsFolder } from "./install/places.js";
export type { Comm, CommExtra, CommMessage, Comms, CommTarget } from "./runtime/comms.js";
export { kernelMain, softgradKernelSpec } from "./spec.js";
