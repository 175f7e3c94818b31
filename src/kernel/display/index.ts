export { escapeHtml } from "./escape.js";
export { createJupyter, type JupyterPorts } from "./jupyter/create.js";
export { jupyterDeclaration } from "./jupyter/declaration.js";
export type {
  Broadcast,
  BroadcastExtra,
  DisplayOptions,
  DisplayTag,
  Jupyter,
} from "./jupyter/types.js";
export { isBundle, wireBundle } from "./mime/bundle.js";
export { createTslab } from "./tslab/create.js";
export { tslabDeclaration } from "./tslab/declaration.js";
export type { Display, Tslab, Versions } from "./tslab/types.js";
export {
  $display,
  type Displayable,
  type DisplayMessage,
  type MimeBundle,
  type SendDisplay,
  type TextOptions,
} from "./types.js";
export { bundleOf } from "./values/bundle.js";
export { textOf } from "./values/text.js";
