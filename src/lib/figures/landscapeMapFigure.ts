import type * as tf from "@tensorflow/tfjs";
import { assertKnown } from "../tensors/assertKnown.js";
import { assertCount, assertPositive } from "../tensors/checks.js";
import { kindOf } from "../tensors/shape.js";
import { assertPair, assertRange } from "./assertions.js";
import { figure } from "./figure.js";
import { arrows, descentPath, lossMap, placeText, rounded } from "./landscapeMapTraces.js";
import { descend, grid, heightOf, type LogitLoss } from "./logitGrid.js";
import type { PlotlyFigure } from "./types.js";

export interface LandscapeMapOptions {
  /** First and last value of both logits; -4 and 4 when absent. */
  readonly range?: readonly [number, number];
  /** Number of values of each logit; 33 when absent. */
  readonly points?: number;
  /** Where a gradient descent starts whose path is drawn; no path when absent. */
  readonly start?: readonly [number, number];
  /** Its number of steps; 100 when absent. */
  readonly steps?: number;
  /** How far each step goes along the gradient, more than 0; 3 when absent. */
  readonly learningRate?: number;
  /** Title of the picture. */
  readonly title?: string;
  /** What the axes are; "logit 0" and "logit 1" when absent. */
  readonly axes?: readonly [string, string];
  /** What the picture shows, in a sentence; when absent it says where the loss is lowest. */
  readonly description?: string;
}

const action = "draw the landscape map";

/**
 * Draws a loss as a map over two logits, with the way down its gradient shows at some places.
 *
 * An arrow points where a gradient descent goes, whatever the slope's size; a dot says that the gradient
 * is zero there. With `start` the path of a descent is drawn.
 *
 * @param loss takes two logits `[2]`, float32, and returns a tensor, of which the mean is taken.
 * @throws {TypeError} when loss is no function, or returns no tensor.
 * @throws {RangeError} when points is not a whole number of 2 or more, steps not one of 1 or more, the
 * learning rate not above 0, start not two finite numbers, or the range does not rise.
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
  assertArguments(loss, options);
  const { range = [-4, 4], points = 33, axes = ["logit 0", "logit 1"], title } = options;
  const { start, steps = 100, learningRate = 3 } = options;
  const measured: LogitLoss = { action, loss };
  const cells = grid(range, points).map((at) => ({ at, value: heightOf(measured, at) }));
  const best = cells.reduce((low, cell) => (cell.value < low.value ? cell : low));
  const path = start ? descend(measured, start, steps, learningRate) : [];
  const heading = title ?? `Loss over ${axes[0]} and ${axes[1]}`;
  const end = path.at(-1);
  const said =
    `${heading}; lowest at ${placeText(best.at)}, where it is ${rounded(best.value)}` +
    (start && end ? `; a descent from ${placeText(start)} comes to ${placeText(end)}` : "");
  const side = (range[1] - range[0]) / (points - 1);
  const square = {
    range: [range[0] - side / 2, range[1] + side / 2] as const,
    constrain: "domain",
    showgrid: false,
    zeroline: false,
  };
  return figure(
    [lossMap(cells, side), arrows(measured, range), ...(end ? [descentPath(path)] : [])],
    {
      title: heading,
      height: 460,
      bargap: 0,
      barmode: "overlay",
      legend: { orientation: "h", y: -0.2 },
      xaxis: { title: { text: axes[0] }, ...square },
      yaxis: { title: { text: axes[1] }, scaleanchor: "x", ...square },
    },
    { description: options.description ?? said },
  );
}

function assertArguments(loss: unknown, options: LandscapeMapOptions): void {
  if (typeof loss !== "function") {
    throw new TypeError(
      `Cannot ${action}: loss must be a function of two logits, but is ${kindOf(loss)}`,
    );
  }
  assertKnown(action, options, [
    "range",
    "points",
    "start",
    "steps",
    "learningRate",
    "title",
    "axes",
    "description",
  ]);
  const { range = [-4, 4], points = 33, start, steps = 100, learningRate = 3 } = options;
  assertRange(action, range);
  assertCount(action, "points", points, 2);
  if (start !== undefined) assertPair(action, "start", start);
  assertCount(action, "steps", steps);
  assertPositive(action, "learningRate", learningRate);
}
