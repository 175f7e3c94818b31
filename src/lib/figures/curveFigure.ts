import { assertKnown } from "../tensors/assertKnown.js";
import { isTensor, kindOf } from "../tensors/shape.js";
import { assertPair } from "./assertions.js";
import { figure } from "./figure.js";
import { plain } from "./plain.js";
import { dashOf, symbolOf } from "./strokes.js";
import type { Column, PlotlyFigure } from "./types.js";

export interface CurveFigureOptions {
  /** Where the curves' values stand on the horizontal axis; 0, 1, 2 … when absent, as for steps of training. */
  readonly x?: Column;
  /** Title of the picture. */
  readonly title?: string;
  /** What the horizontal axis is; "step" when absent. */
  readonly xTitle?: string;
  /** What the vertical axis is; "loss" when absent. */
  readonly yTitle?: string;
  /** First and last value of the vertical axis; from the curves when absent. */
  readonly yRange?: readonly [number, number];
  /** Whether each value has a marker; false when absent. */
  readonly markers?: boolean;
  /** What the picture shows, in a sentence; when absent it says where each curve begins and ends. */
  readonly description?: string;
}

const action = "draw curves";

/**
 * Draws curves over one axis: losses step by step, a score against a parameter.
 *
 * Each curve has a dash and a marker of its own beside its colour, so that they differ in print too.
 *
 * @param curves for each curve's name its values, a vector or an array of numbers.
 * @throws {TypeError} when there is no curve, or one is no vector.
 * @throws {RangeError} when x has another length than a curve.
 * @example
 * ```ts
 * import { curveFigure, show } from "softgrad";
 * const steps = [1, 2, 3].map((rate) => [0, 1, 2, 3].map((step) => Math.exp(-rate * step)));
 * const [slow = [], medium = [], fast = []] = steps;
 * show(curveFigure({ slow, medium, fast }, { title: "Three learning rates", yRange: [0, 1] }));
 * ```
 */
export function curveFigure(
  curves: Readonly<Record<string, Column>>,
  options: CurveFigureOptions = {},
): PlotlyFigure {
  assertKnown(action, options, [
    "x",
    "title",
    "xTitle",
    "yTitle",
    "yRange",
    "markers",
    "description",
  ]);
  const { x, title = "Curves", xTitle = "step", yTitle = "loss", yRange } = options;
  const { markers = false, description } = options;
  if (yRange !== undefined) assertPair(action, "yRange", yRange);
  const entries = Object.entries(curves);
  if (entries.length === 0) {
    throw new TypeError(`Cannot ${action}: curves must name one, but are empty`);
  }
  const places = x === undefined ? undefined : lengthOf("x", x);
  const traces = entries.map(([name, y], index) => {
    const length = lengthOf(name, y);
    if (places !== undefined && places !== length) {
      throw new RangeError(
        `Cannot ${action}: ${name} must have as many values as x, ${places}, but has ${length}`,
      );
    }
    return {
      type: "scatter",
      mode: markers ? "lines+markers" : "lines",
      name,
      x: x ?? Array.from({ length }, (_, step) => step),
      y,
      line: { dash: dashOf(index) },
      ...(markers ? { marker: { size: 8, symbol: symbolOf(index) } } : {}),
    };
  });
  return figure(
    traces,
    {
      title,
      xaxis: { title: { text: xTitle } },
      yaxis: { title: { text: yTitle }, ...(yRange === undefined ? {} : { range: yRange }) },
    },
    { description: description ?? `${title}: ${traces.map(described).join("; ")}` },
  );
}

/** From where to where a curve goes. */
function described({ name, y }: { name: string; y: Column }): string {
  const values = plain(y) as (number | null)[];
  const rounded = (value: number | null = null) => Number((value ?? Number.NaN).toPrecision(3));
  return `${name} from ${rounded(values[0])} to ${rounded(values.at(-1))}`;
}

function lengthOf(name: string, values: unknown): number {
  if (isTensor(values) && values.rank === 1) return values.size;
  if (Array.isArray(values)) return values.length;
  if (ArrayBuffer.isView(values) && "length" in values) return Number(values.length);
  throw new TypeError(
    `Cannot ${action}: ${name} must be a vector of numbers, but is ${kindOf(values)}`,
  );
}
