export { createLanguage } from "./language.js";
export {
  type CellCompletion,
  type CellRuntime,
  cellOfUrl,
  cellUrl,
  type ImportOptions,
  runtimeName,
} from "./runtimeContract.js";
export { bindNames } from "./transform/bindNames.js";
export { loadHelper } from "./transform/helpers.js";
export { tracePositions } from "./transform/sourceMap.js";
export {
  type TransformContext,
  type Transformed,
  transformCell,
} from "./transform/transformCell.js";
export type * from "./types.js";
