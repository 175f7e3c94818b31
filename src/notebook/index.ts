export { type BuildEffects, type BuildResult, buildNotebooks, type LessonSource } from "./build.js";
export { nbgraderChecksum } from "./checksum.js";
export { type FromPercent, type FromPercentOptions, notebookFromPercent } from "./fromPercent.js";
export type {
  Cell,
  CellMetadata,
  CodeCell,
  KernelSpecMetadata,
  MarkdownCell,
  NbgraderMetadata,
  Notebook,
  NotebookMetadata,
  NotebookOutput,
  OutputData,
  RawCell,
} from "./nbformat.js";
export {
  type NotebookProblem,
  type ParsedNotebook,
  type ParseNotebookOptions,
  parseNotebook,
} from "./parse.js";
export { type ParsedPercent, parsePercent } from "./percent/parse.js";
export type { LocatedCell, PercentCell, PercentProblem, PercentSource } from "./percent/types.js";
export { writePercent } from "./percent/write.js";
export { release } from "./release.js";
export { type CellRole, cellRole } from "./role.js";
export { serializeNotebook } from "./serialize.js";
