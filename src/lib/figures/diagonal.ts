import { text } from "./theme.js";
import type { PlotlyTrace } from "./types.js";

/** The line y = x over [0, 1], which curves are held against. */
export function diagonal(name: string): PlotlyTrace {
  return {
    type: "scatter",
    mode: "lines",
    name,
    x: [0, 1],
    y: [0, 1],
    line: { dash: "dot", color: text },
    hoverinfo: "skip",
  };
}
