export { type Assignment, assignmentFrom } from "./assignment/assignment.js";
export { type Loaded, loadAssignments } from "./assignment/loadAssignments.js";
export { freshSeed, parseSeed } from "./compare/seed.js";
export { type Batch, type BatchOptions, gradeBatch } from "./gradeBatch.js";
export { duration, Progress, type ProgressStream } from "./report/progress.js";
export {
  type ExerciseResult,
  type Results,
  resultsJsonSchema,
  resultsSchema,
  type SubmissionResult,
} from "./report/results.js";
export { resultsTable } from "./report/table.js";
export { type KernelName, kernelNames } from "./run/kernels.js";
export {
  type Choice,
  chooseSandbox,
  type SandboxChoice,
  sandboxChoices,
} from "./sandbox/choose.js";
export { findPlaces, type Places } from "./sandbox/places.js";
export { defaultLimits, type Limits, type Sandbox, type SandboxName } from "./sandbox/types.js";
