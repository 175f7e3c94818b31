import { shapeText } from "../../tensors/shape.js";
import { escapeHtml } from "../../text/escapeHtml.js";
import { inputText, statusNames } from "./text.js";
import type { StepStatus, TracedInput, TraceStep } from "./types.js";

/** Colours that everyone can tell apart, each with a word and a sign beside it. */
export const statusColors: Readonly<Record<StepStatus, string>> = {
  flows: "#009E73",
  partly: "#E69F00",
  saturated: "#D55E00",
  silentZero: "#D55E00",
  cut: "#CC79A7",
  notFinite: "#CC79A7",
  straightThrough: "#56B4E9",
  unreached: "#787878",
};

const signs: Readonly<Record<StepStatus, string>> = {
  flows: "✓",
  partly: "◐",
  saturated: "▁",
  silentZero: "0",
  cut: "✂",
  notFinite: "∞",
  straightThrough: "⇢",
  unreached: "·",
};

/** The report as sentences and a table of operations, readable on light and dark pages. */
export function traceHtml(inputs: readonly TracedInput[], steps: readonly TraceStep[]): string {
  const sentences = inputs
    .map((input) => `<p style="white-space:pre-line">${escapeHtml(inputText(input))}</p>`)
    .join("");
  if (steps.length === 0) return sentences;
  const head = ["operation", "shape", "gradient", "arrives → leaves", "where"]
    .map((name) => `<th scope="col" style="${tidy}">${name}</th>`)
    .join("");
  const rows = steps.map(row).join("");
  return (
    `${sentences}<div style="overflow-x:auto"><table><caption style="text-align:left;white-space:nowrap">Operations in the order in which they are computed; ` +
    `the gradient comes from below.</caption><thead><tr>${head}</tr></thead><tbody>${rows}</tbody></table></div>`
  );
}

const tidy = "text-align:left;white-space:nowrap;padding:2px 12px 2px 0";

function row(step: TraceStep): string {
  const { operation, shape, status, arriving, leaving, reason, source } = step;
  const flow =
    status === "cut" || status === "unreached"
      ? ""
      : `${Number(arriving.toPrecision(3))} → ${Number(leaving.toPrecision(3))}`;
  const cell = (text: string, style = "") => `<td style="${tidy}${style}">${escapeHtml(text)}</td>`;
  const cells = [
    cell(operation),
    cell(shapeText(shape)),
    cell(
      `${signs[status]} ${statusNames[status]}`,
      `;border-left:4px solid ${statusColors[status]};padding-left:6px`,
    ),
    cell(flow),
    cell(source ?? ""),
  ];
  // A sentence would press five columns together: it stands beneath them.
  const why =
    reason === undefined
      ? ""
      : `<tr><td colspan="${cells.length}" style="text-align:left;padding-left:1.5em">${escapeHtml(reason)}</td></tr>`;
  return `<tr>${cells.join("")}</tr>${why}`;
}
