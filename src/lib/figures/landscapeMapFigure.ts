import * as tf from "@tensorflow/tfjs";
import { assertTensor } from "../tensors/checks.js";
import { kindOf } from "../tensors/shape.js";
import { figure } from "./figure.js";
import { colorway } from "./theme.js";
import type { PlotlyFigure } from "./types.js";

export interface LandscapeMapOptions {
  /** First and last value of both logits; -4 and 4 when absent. */
  readonly range?: readonly [number, number];
  /** Number of values of each logit; 33 when absent. */
  readonly points?: number;
  /** Where a gradient descent starts whose path is drawn; no path when absent. */
  readonly start?: readonly [number, number];
  /** Its steps and how far each goes along the gradient; 100 and 3 when absent. */
  readonly steps?: number;
  readonly learningRate?: number;
  /** Title of the picture. */
  readonly title?: string;
  /** What the axes are; "logit 0" and "logit 1" when absent. */
  readonly axes?: readonly [string, string];
  /** What the picture shows, in a sentence; when absent it says where the loss is lowest. */
  readonly description?: string;
}

const action = "draw the landscape";

/**
 * Draws a loss as a map over two logits, with the way down its gradient shows at some places.
 *
 * An arrow points where a gradient descent goes, whatever the slope's size; a dot says that the gradient
 * is zero there. With `start` the path of a descent is drawn.
 *
 * @param loss takes two logits `[2]`, float32, and returns a tensor, of which the mean is taken.
 * @throws {TypeError} when loss is no function, or returns no tensor.
 * @throws {RangeError} when points is not a whole number of 2 or more.
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { landscapeMapFigure, show, softDiceLoss } from "softgrad";
 * const target = tf.tensor3d([1, 0], [1, 2, 1]);
 * const activation = "sigmoid";
 * show(
 *   landscapeMapFigure((z) => softDiceLoss(target, z.reshape([1, 2, 1]), { activation }), {
 *     start: [-3, 3],
 *     points: 17,
 *   }),
 * );
 * ```
 */
export function landscapeMapFigure(
  loss: (logits: tf.Tensor) => tf.Tensor,
  options: LandscapeMapOptions = {},
): PlotlyFigure {
  const { range = [-4, 4], points = 33, axes = ["logit 0", "logit 1"], title } = options;
  if (typeof loss !== "function") {
    throw new TypeError(
      `Cannot ${action}: loss must be a function of two logits, but is ${kindOf(loss)}`,
    );
  }
  if (!Number.isInteger(points) || points < 2) {
    throw new RangeError(
      `Cannot ${action}: points must be a whole number of 2 or more, but is ${points}`,
    );
  }
  const cells = grid(range, points).map((at) => ({ at, value: heightOf(loss, at) }));
  const best = cells.reduce((low, cell) => (cell.value < low.value ? cell : low));
  const path = options.start ? descend(loss, options.start, options) : [];
  const heading = title ?? `Loss over ${axes[0]} and ${axes[1]}`;
  const end = path.at(-1);
  const said =
    `${heading}; lowest at ${place(best.at)}, where it is ${rounded(best.value)}` +
    (end ? `; a descent from ${place(path[0] ?? end)} comes to ${place(end)}` : "");
  const side = (range[1] - range[0]) / (points - 1);
  const edge = [range[0] - side / 2, range[1] + side / 2] as const;
  return figure(
    [map(cells, side), arrows(loss, inner(range)), ...(end ? [pathTrace(path)] : [])],
    {
      title: heading,
      height: 460,
      bargap: 0,
      barmode: "overlay",
      legend: { orientation: "h", y: -0.2 },
      xaxis: { title: { text: axes[0] }, range: edge, constrain: "domain", showgrid: false },
      yaxis: {
        title: { text: axes[1] },
        range: edge,
        scaleanchor: "x",
        constrain: "domain",
        showgrid: false,
      },
    },
    { description: options.description ?? said },
  );
}

type Place = readonly [number, number];

function grid([first, last]: Place, count: number): Place[] {
  const at = (index: number) => first + ((last - first) * index) / (count - 1);
  return Array.from({ length: count * count }, (_, i) => [
    at(i % count),
    at(Math.floor(i / count)),
  ]);
}

/** Arrows stand clear of the map's rim. */
function inner([first, last]: Place): Place {
  const rim = (last - first) / 16;
  return [first + rim, last - rim];
}

/** Cells as bars: heatmaps are not in Plotly's basic bundle, which offline pages carry. */
function map(cells: readonly { at: Place; value: number }[], side: number) {
  return {
    type: "bar",
    name: "loss",
    showlegend: false,
    x: cells.map(({ at }) => at[0]),
    y: cells.map(() => side),
    base: cells.map(({ at }) => at[1] - side / 2),
    width: side,
    hoverinfo: "text",
    hovertext: cells.map(({ at, value }) => `${place(at)}: ${rounded(value)}`),
    marker: {
      color: cells.map(({ value }) => value),
      colorscale: "Cividis",
      showscale: true,
      colorbar: { title: { text: "loss" }, thickness: 12, outlinewidth: 0 },
      line: { width: 0 },
    },
  };
}

function arrows(loss: (logits: tf.Tensor) => tf.Tensor, range: Place) {
  const places = grid(range, 9).map((at) => ({ at, slope: slopeAt(loss, at) }));
  const flat = ([a, b]: Place) => a === 0 && b === 0;
  return {
    type: "scatter",
    mode: "markers",
    name: "way down",
    x: places.map(({ at }) => at[0]),
    y: places.map(({ at }) => at[1]),
    hovertext: places.map(({ slope }) => `gradient ${place(slope)}`),
    hoverinfo: "text",
    marker: {
      size: 11,
      color: "#F2F2F2",
      line: { width: 1, color: "#333333" },
      symbol: places.map(({ slope }) => (flat(slope) ? "circle" : "arrow")),
      // Plotly counts an arrow's degrees clockwise from upwards.
      angle: places.map(({ slope: [a, b] }) => (Math.atan2(-a, -b) * 180) / Math.PI),
    },
  };
}

function pathTrace(path: readonly Place[]) {
  return {
    type: "scatter",
    mode: "lines+markers",
    name: "descent",
    x: path.map(([a]) => a),
    y: path.map(([, b]) => b),
    line: { color: colorway[1], width: 3 },
    marker: { size: 6, color: colorway[1] },
  };
}

function descend(
  loss: (logits: tf.Tensor) => tf.Tensor,
  start: Place,
  { steps = 100, learningRate = 3 }: LandscapeMapOptions,
): Place[] {
  const path: Place[] = [start];
  for (let step = 0; step < steps; step++) {
    const [a, b] = path.at(-1) ?? start;
    const [da, db] = slopeAt(loss, [a, b]);
    path.push([a - learningRate * da, b - learningRate * db]);
  }
  return path;
}

function meanOf(loss: (logits: tf.Tensor) => tf.Tensor, logits: tf.Tensor): tf.Scalar {
  const returned: unknown = loss(logits);
  assertTensor(action, "loss's result", returned);
  return returned.mean();
}

function heightOf(loss: (logits: tf.Tensor) => tf.Tensor, at: Place): number {
  return tf.tidy(() => ({ value: meanOf(loss, tf.tensor1d([...at])).dataSync()[0] ?? Number.NaN }))
    .value;
}

function slopeAt(loss: (logits: tf.Tensor) => tf.Tensor, at: Place): Place {
  const [a = 0, b = 0] = tf.tidy(() => ({
    values: Array.from(
      tf
        .grad((z) => meanOf(loss, z))(tf.tensor1d([...at]))
        .dataSync(),
    ),
  })).values;
  return [a, b];
}

const rounded = (value: number) => String(Number(value.toPrecision(3)));
const place = ([a, b]: Place) => `(${rounded(a)}, ${rounded(b)})`;
