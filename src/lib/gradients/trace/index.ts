export { type TracedInputs, traceGradient } from "./traceGradient.js";
export type { GradientTrace, StepStatus, TracedInput, TraceStep } from "./types.js";
