import * as tf from "@tensorflow/tfjs";
import { assertKnown } from "../tensors/assertKnown.js";
import { assertCount } from "../tensors/checks.js";
import { isTensor, kindOf } from "../tensors/shape.js";
import { assertCurves, assertRange } from "./assertions.js";
import { figure } from "./figure.js";
import { dashOf } from "./strokes.js";
import type { PlotlyFigure } from "./types.js";

export interface LandscapeOptions {
  /** First and last value of the prediction; 0 and 1 when absent. */
  readonly range?: readonly [number, number];
  /** Number of values; 101 when absent. */
  readonly points?: number;
  /** Title of the picture. */
  readonly title?: string;
  /** What the horizontal axis is; "prediction p" when absent. */
  readonly axis?: string;
  /** What the picture shows, in a sentence; when absent it says where each loss is lowest. */
  readonly description?: string;
}

const action = "draw the landscape";

/**
 * Draws losses against a single number that they depend on, and marks each one's lowest point.
 *
 * @param losses for each curve's name a function of the number that returns a number or a tensor
 * with one element.
 * @throws {TypeError} when there is no function, or one returns something else.
 * @throws {RangeError} when points is not a whole number of 2 or more, or the range does not rise.
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { landscapeFigure, show, softDiceLoss } from "softgrad";
 * const target = tf.tensor2d([[0.7]]);
 * show(landscapeFigure({ Dice: (p) => softDiceLoss(target, tf.tensor2d([[p]])) }));
 * ```
 */
export function landscapeFigure(
  losses: Readonly<Record<string, (value: number) => number | tf.Tensor>>,
  options: LandscapeOptions = {},
): PlotlyFigure {
  const { range = [0, 1], points = 101, title, axis = "prediction p", description } = options;
  assertKnown(action, options, ["range", "points", "title", "axis", "description"]);
  assertCurves(action, "losses", losses);
  assertRange(action, range);
  assertCount(action, "points", points, 2);
  const [first, last] = range;
  const x = Array.from({ length: points }, (_, i) => first + ((last - first) * i) / (points - 1));
  const curves = Object.entries(losses).map(([name, loss]) => ({
    name,
    y: x.map((value) => numberOf(name, loss, value)),
  }));
  const lines = curves.map(({ name, y }, index) => ({
    type: "scatter",
    mode: "lines",
    name,
    x,
    y,
    line: { dash: dashOf(index) },
  }));
  const lowest = lowestPoints(curves, x);
  const heading = title ?? `Loss against ${axis}`;
  const places = curves.map(({ name }, at) => `${name} at ${rounded(lowest.x[at])}`);
  return figure(
    [...lines, lowest],
    { title: heading, xaxis: { title: { text: axis } }, yaxis: { title: { text: "loss" } } },
    { description: description ?? `${heading}; lowest: ${places.join(", ")}` },
  );
}

const rounded = (value = Number.NaN) => String(Number(value.toPrecision(3)));

function lowestPoints(curves: readonly { y: readonly number[] }[], x: readonly number[]) {
  const lowest = curves.map(({ y }) =>
    y.reduce((best, value, at) => (value < (y[best] ?? 0) ? at : best), 0),
  );
  return {
    type: "scatter",
    mode: "markers",
    name: "lowest",
    x: lowest.map((at) => x[at]),
    y: curves.map(({ y }, index) => y[lowest[index] ?? 0]),
    marker: { size: 9, symbol: "circle-open", line: { width: 2 } },
  };
}

function numberOf(
  name: string,
  loss: (value: number) => number | tf.Tensor,
  value: number,
): number {
  return tf.tidy(() => {
    const returned: unknown = loss(value);
    const single = isTensor(returned) && returned.size === 1 ? returned.dataSync()[0] : returned;
    if (typeof single === "number") return { single };
    throw new TypeError(
      `Cannot ${action}: ${name} must return a number or a tensor with one element, but returned ${kindOf(returned)}`,
    );
  }).single;
}
