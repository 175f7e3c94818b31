import type { Reliability, ReliabilityBin } from "../metrics/reliabilityBins.js";
import { assertKnown } from "../tensors/assertKnown.js";
import { kindOf } from "../tensors/shape.js";
import { diagonal } from "./diagonal.js";
import { figure } from "./figure.js";
import { symbolOf } from "./strokes.js";
import { colorway } from "./theme.js";
import type { PlotlyFigure } from "./types.js";

export interface ReliabilityFigureOptions {
  /** Title of the picture. */
  readonly title?: string;
  /** What the picture shows, in a sentence; when absent it gives each ECE and its direction. */
  readonly description?: string;
}

const action = "draw the reliability";

/**
 * Draws a reliability diagram: how often predictions are right, against how sure they are.
 *
 * On the diagonal confidence and accuracy agree; below it predictions are surer than they are right.
 * The bars beneath show how many pixels each bin has, as the eye would else trust all of them alike.
 *
 * @param results for each curve's name what `reliability` returned.
 * @throws {TypeError} when there is no result, or one is not what `reliability` returns.
 * @see DeGroot, Fienberg, "The Comparison and Evaluation of Forecasters" (The Statistician 32, 1983)
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { reliability, reliabilityFigure, show } from "softgrad";
 * const prediction = tf.tensor2d([[0.9], [0.9], [0.2]]);
 * const model = reliability(tf.tensor2d([[1], [0], [0]]), prediction, { bins: 5 });
 * show(reliabilityFigure({ model }));
 * ```
 */
export function reliabilityFigure(
  results: Readonly<Record<string, Reliability>>,
  options: ReliabilityFigureOptions = {},
): PlotlyFigure {
  const { title = "Reliability", description } = options;
  assertKnown(action, options, ["title", "description"]);
  const entries = Object.entries(results);
  if (entries.length === 0) {
    throw new TypeError(`Cannot ${action}: results must name one result, but are empty`);
  }
  for (const [name, result] of entries) assertReliability(name, result);
  const traces = entries.flatMap(([name, { bins, expectedError }], index) =>
    curve(`${name}, ECE ${rounded(expectedError)}`, bins, { index, count: entries.length }),
  );
  return figure(
    [diagonal("perfect"), ...traces],
    {
      title,
      height: 440,
      xaxis: { title: { text: "confidence" }, range: [0, 1], anchor: "y2" },
      yaxis: { title: { text: "accuracy" }, range: [-0.03, 1.03], domain: [0.28, 1] },
      yaxis2: {
        title: { text: "pixels" },
        domain: [0, 0.2],
        tickformat: ".0%",
        rangemode: "tozero",
      },
      barmode: "overlay",
    },
    { description: description ?? `${title}: ${entries.map(described).join("; ")}` },
  );
}

/** Which of how many curves. */
interface Turn {
  readonly index: number;
  readonly count: number;
}

/** Narrower bars, such as that of a bin in which all confidences are equal, would not be seen. */
const narrowest = 0.004;

/** Bars as wide as their bins, but for a small gap; those of several curves side by side in each bin. */
function places(bins: readonly ReliabilityBin[], { index, count }: Turn) {
  const widths = bins.map(({ from, to }) => Math.max((to - from) / count, narrowest));
  return {
    x: bins.map(({ from }, at) => from + (index + 0.5) * (widths[at] ?? 0)),
    width: widths.map((width) => 0.94 * width),
  };
}

/** A line through the bins' means, and the bins' shares of the pixels as bars below it. */
function curve(name: string, bins: readonly ReliabilityBin[], turn: Turn) {
  const { index } = turn;
  const filled = bins.filter(({ count }) => count > 0);
  const total = filled.reduce((sum, { count }) => sum + count, 0);
  const color = colorway[index % colorway.length];
  // Colour is not alone in telling curves apart: the markers differ too.
  const symbol = symbolOf(index);
  const where = ({ from, to, count }: ReliabilityBin) =>
    `${name}<br>${rounded(from)} to ${rounded(to)}: ${count} pixels`;
  return [
    {
      type: "scatter",
      mode: "lines+markers",
      name,
      legendgroup: name,
      x: filled.map(({ confidence }) => confidence),
      y: filled.map(({ accuracy }) => accuracy),
      text: filled.map(where),
      marker: { size: 8, symbol, color },
      line: { color },
    },
    {
      type: "bar",
      name,
      legendgroup: name,
      showlegend: false,
      yaxis: "y2",
      ...places(bins, turn),
      y: bins.map(({ count }) => (total === 0 ? 0 : count / total)),
      hovertext: bins.map(where),
      // Bins of other edges, as quantiles have, reach into each other.
      marker: { color, opacity: 0.8 },
    },
  ];
}

function described([name, { bins, expectedError }]: [string, Reliability]): string {
  const filled = bins.filter(({ count }) => count > 0);
  const total = filled.reduce((sum, { count }) => sum + count, 0);
  const bias = filled.reduce(
    (sum, { count, confidence, accuracy }) => sum + (count / total) * (confidence - accuracy),
    0,
  );
  // Errors on both sides of the diagonal have no direction that a sentence could name.
  const mostly = Math.abs(bias) > expectedError / 2;
  const direction = bias > 0 ? "mostly surer than right" : "mostly less sure than right";
  return `${name} has an ECE of ${rounded(expectedError)}${mostly ? `, ${direction}` : ""}`;
}

const rounded = (value: number) => (Number.isNaN(value) ? "NaN" : String(Number(value.toFixed(3))));

function assertReliability(name: string, result: unknown): void {
  if (
    typeof result === "object" &&
    result !== null &&
    "bins" in result &&
    "expectedError" in result
  )
    return;
  throw new TypeError(
    `Cannot ${action}: ${name} must be what reliability(target, prediction) returns, but is ${kindOf(result)}`,
  );
}
