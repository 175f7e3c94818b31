import { figure } from "../../figures/figure.js";
import type { PlotlyFigure } from "../../figures/types.js";
import { statusColors } from "./html.js";
import { statusNames } from "./text.js";
import type { StepStatus, TraceStep } from "./types.js";

/** A gradient of 0 has no place on a logarithmic axis: it is drawn here, and its label says 0. */
const floor = 1e-12;

/** The largest gradient behind each operation, from the result back to the inputs, as bars. */
export function traceFigure(steps: readonly TraceStep[]): PlotlyFigure {
  const backwards = steps.toReversed();
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
      y: own.map(({ step }) => Math.max(step.leaving, floor)),
      text: own.map(({ step }) => String(Number(step.leaving.toPrecision(2)))),
      hovertext: own.map(({ step }) => step.reason ?? statusNames[status]),
    };
  });
  return figure(
    bars,
    {
      title: "Gradient from the result back to the input",
      xaxis: { categoryorder: "array", categoryarray: labels },
      yaxis: { type: "log", title: { text: "largest |gradient|" } },
      showlegend: true,
    },
    {
      description: `Largest gradient behind each operation, from the result back: ${backwards
        .map(({ operation, status }) => `${operation} ${statusNames[status]}`)
        .join(", ")}`,
    },
  );
}
