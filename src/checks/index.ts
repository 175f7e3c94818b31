export { type Checks, type ChecksOptions, createChecks } from "./checks.js";
export { compare } from "./compare.js";
export type { Comparison, Tolerance } from "./comparison.js";
export { type Data, type NonFinite, type TensorData, tensorData } from "./data.js";
export type {
  Case,
  Diagnosis,
  Exercise,
  Observation,
  ProbedExercise,
  Property,
  Verdict,
} from "./exercise.js";
export { hiddenCases } from "./hiddenCases.js";
export { judge } from "./judge.js";
export { check, hint, progress, solution } from "./lessonChecks.js";
export { exercises } from "./lessons/index.js";
export { NotAttempted } from "./notAttempted.js";
export { decode, type Encoded, encode } from "./observation/encode.js";
export { type ObserveOptions, observe } from "./observation/observe.js";
export type { Parsed } from "./observation/parseData.js";
export { observationsMimeType, probe } from "./observation/probe.js";
export { probeRequest } from "./observation/probeRequest.js";
export { parseObservations } from "./parseObservations.js";
export { seededRandom } from "./random.js";
export {
  type Block,
  escapeHtml,
  type Feedback,
  feedbackHtml,
  feedbackText,
  formatData,
  type Row,
  type StateLook,
  stateLook,
  type Table,
  verdictFeedback,
} from "./rendering/index.js";
