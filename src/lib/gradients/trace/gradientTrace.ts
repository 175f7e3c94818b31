import { display } from "../../figures/types.js";
import { traceFigure } from "./figure.js";
import { traceHtml } from "./html.js";
import { traceText } from "./text.js";
import type { GradientTrace, TracedInput, TraceStep } from "./types.js";

/** The report from its parts. */
export function gradientTrace(
  inputs: readonly TracedInput[],
  steps: readonly TraceStep[],
): GradientTrace {
  const text = traceText(inputs, steps);
  return {
    sound: inputs.every(({ status }) => status === "sound" || status === "partial"),
    inputs,
    steps,
    toString: () => text,
    figure: () => traceFigure(steps),
    [display]: () => ({ "text/html": traceHtml(inputs, steps), "text/plain": text }),
  };
}
