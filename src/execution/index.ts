export { describe } from "./describe.js";
export { executeNotebook } from "./executeNotebook.js";
export type { CellPosition, ExecuteNotebookOptions, ExecutionResult, Jupyter } from "./types.js";
export { type PageResult, type WritePageOptions, writePage } from "./writePage.js";
