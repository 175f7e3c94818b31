import { figure } from "../../figures/figure.js";
import type { PlotlyFigure } from "../../figures/types.js";
import { statusColors } from "./html.js";
import { statusNames } from "./text.js";
import type { StepStatus, TraceStep } from "./types.js";

/** The largest gradient behind each operation, from the result back to the inputs, as bars. */
export function traceFigure(steps: readonly TraceStep[]): PlotlyFigure {
  const backwards = steps.toReversed();
  const axis = decades(backwards.map(({ leaving }) => leaving));
  const present = [...new Set(backwards.map(({ status }) => status))];
  const labels = backwards.map(({ operation }, index) => `${index + 1}. ${operation}`);
  const bars = present.map((status: StepStatus) => {
    const own = backwards.flatMap((step, index) =>
      step.status === status ? [{ step, index }] : [],
    );
    return {
      type: "bar",
      name: statusNames[status],
      marker: { color: statusColors[status] },
      x: own.map(({ index }) => labels[index]),
      y: own.map(({ step }) => Math.max(step.leaving, axis.stub)),
      width: 0.7,
      text: own.map(({ step }) => String(Number(step.leaving.toPrecision(2)))),
      hovertext: own.map(({ step }) => step.reason ?? statusNames[status]),
    };
  });
  return figure(
    bars,
    {
      title: "Gradient from the result back to the input",
      xaxis: {
        categoryorder: "array",
        categoryarray: labels,
        // A single bar is not as wide as the picture.
        range: [-0.5, Math.max(labels.length, 4) - 0.5],
      },
      yaxis: {
        type: "log",
        title: { text: "largest |gradient|" },
        range: axis.range,
        dtick: axis.dtick,
        exponentformat: "power",
      },
      showlegend: true,
    },
    {
      description: `Largest gradient behind each operation, from the result back: ${backwards
        .map(({ operation, status }) => `${operation} ${statusNames[status]}`)
        .join(", ")}`,
    },
  );
}

/**
 * A logarithmic axis over all values, with ticks at whole powers of ten.
 *
 * 0 has no place on it: it is drawn as a stub at the bottom, and its label says 0.
 */
function decades(values: readonly number[]) {
  const exponents = values.filter((value) => value > 0 && value < Infinity).map(Math.log10);
  const [low, high] = [
    Math.floor(Math.min(...exponents, 0)) - 1,
    Math.ceil(Math.max(...exponents, 0)) + 0.5,
  ];
  const range: readonly [number, number] = [low, high];
  return { range, dtick: Math.ceil((high - low) / 6), stub: 10 ** (low + 0.02 * (high - low)) };
}
