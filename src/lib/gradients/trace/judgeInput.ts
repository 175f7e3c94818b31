import type { Measure } from "./backpropagate.js";
import { vanishing } from "./diagnose.js";
import { isFlat } from "./operations.js";
import type { StepStatus, TracedInput, TraceStep } from "./types.js";

/** A step with the tensor that it starts from, and its place in the order of computation. */
export interface Way {
  readonly step: TraceStep;
  /** What leaves to that tensor from this and the later operations of the same call. */
  readonly ofCall?: Measure;
  readonly from: number;
  readonly at: number;
}

/** Says what arrives at an input, from the operations on its ways to the result and the readings that cut them. */
export function judgeInput(
  { name, shape }: Pick<TracedInput, "name" | "shape">,
  arrival: Measure | undefined,
  { ways, cuts }: { readonly ways: readonly Way[]; readonly cuts: readonly Way[] },
): TracedInput {
  const { largest = 0, zeroShare = 1, finite = true } = arrival ?? {};
  const nearest = (...statuses: readonly StepStatus[]): TraceStep | undefined =>
    ways.findLast(({ step }) => statuses.includes(step.status))?.step;
  const judged = (status: TracedInput["status"], culprit: TraceStep | undefined): TracedInput => ({
    name,
    shape,
    status,
    largest,
    zeroShare,
    ...(culprit ? { culprit } : {}),
  });
  const cut = nearest("cut");
  if (cut) return judged("cut", cut);
  if (!arrival) {
    const [reading] = cuts;
    return reading ? judged("cut", reading.step) : judged("unused", undefined);
  }
  if (!finite) return judged("notFinite", nearest("notFinite"));
  if (largest === 0) {
    const flat = ways.findLast(({ step }) => isFlat(step.operation));
    return judged("zero", flat?.step ?? nearest("silentZero", "saturated"));
  }
  const saturated = nearest("saturated");
  if (saturated && largest < vanishing * saturated.arriving) return judged("vanishing", saturated);
  const masked = nearest("partly");
  if (masked && zeroShare > 0) return judged("partial", masked);
  const [reading] = cuts;
  return reading ? judged("partial", reading.step) : judged("sound", undefined);
}
