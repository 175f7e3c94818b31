import { shapeText } from "../../tensors/shape.js";
import type { StepStatus, TracedInput, TraceStep } from "./types.js";

/** What a step's status is called. */
export const statusNames: Readonly<Record<StepStatus, string>> = {
  flows: "flows",
  partly: "partly zero",
  saturated: "saturated",
  silentZero: "silent zero",
  cut: "cut",
  notFinite: "not finite",
  straightThrough: "straight through",
  unreached: "nothing arrives",
};

/** The whole report as lines: what arrives at each input, then the operations in order. */
export function traceText(inputs: readonly TracedInput[], steps: readonly TraceStep[]): string {
  const rows = steps.map((step) => [
    step.operation,
    shapeText(step.shape),
    statusNames[step.status],
    flowText(step),
    step.source ?? "",
  ]);
  const widths = [0, 1, 2, 3].map((column) =>
    Math.max(0, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const table = rows.map((row) =>
    `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ")}`.trimEnd(),
  );
  return [...inputs.map(inputText), ...(table.length > 0 ? ["", ...table] : [])].join("\n");
}

/** A sentence on an input, and on what to do where its gradient is lost. */
export function inputText({
  name,
  shape,
  status,
  largest,
  zeroShare,
  culprit,
}: TracedInput): string {
  const at = culprit ? placeText(culprit) : "";
  const why = culprit?.reason ? `: ${culprit.reason}` : "";
  const cure = culprit?.remedy ? `\n  What to do: ${culprit.remedy}.` : "";
  const subject = `${name} ${shapeText(shape)}`;
  switch (status) {
    case "sound":
      return `${subject}: the gradient arrives, at most ${round(largest)}.`;
    case "partial":
      return `${subject}: the gradient arrives, at most ${round(largest)}, but not at ${percent(zeroShare)} of the elements, because of ${at}${why}.${cure}`;
    case "vanishing":
      return `${subject}: the gradient all but vanishes, at most ${round(largest)}, in ${at}${why}.${cure}`;
    case "zero":
      return culprit
        ? `${subject}: the gradient is silently zero, from ${at} on${why}.${cure}`
        : `${subject}: the gradient is zero: the result does not change with it at these values.`;
    case "cut":
      return `${subject}: the gradient is cut at ${at}${why}.${cure}`;
    case "notFinite":
      return `${subject}: the gradient is not finite, from ${at || "the result"} on${why}.${cure}`;
    case "unused":
      return `${subject}: the result does not depend on it, or only through stopGradient or a variable's assign.`;
  }
}

/** `softmax of softOneHot (file:line:column)`. */
function placeText({ operation, within, source }: TraceStep): string {
  return `${operation}${within ? ` of ${within}` : ""}${source ? ` (${source})` : ""}`;
}

function flowText({ status, arriving, leaving, zeroShare }: TraceStep): string {
  if (status === "unreached") return "";
  const zeros = zeroShare > 0 && zeroShare < 1 ? `, ${percent(zeroShare)} zero` : "";
  return status === "cut" ? "" : `${round(arriving)} → ${round(leaving)}${zeros}`;
}

function percent(share: number): string {
  return `${Number((100 * share).toPrecision(2))} %`;
}

function round(value: number): string {
  return String(Number(value.toPrecision(3)));
}
