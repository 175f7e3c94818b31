import { assertKnown } from "../tensors/assertKnown.js";
import { kindOf } from "../tensors/shape.js";
import { figureHtml } from "./html.js";
import { plain } from "./plain.js";
import { template } from "./theme.js";
import {
  display,
  type PlotlyFigure,
  type PlotlyFrame,
  type PlotlyLayout,
  type PlotlyTrace,
} from "./types.js";

export interface FigureOptions {
  /** What the picture shows, in a sentence, for readers who do not see it. */
  readonly description?: string;
  /** States that the layout's `sliders` or `updatemenus` call by name, as Plotly documents them. */
  readonly frames?: readonly PlotlyFrame[];
}

/**
 * Makes a picture from Plotly traces, which shows in JupyterLab, tslab, nbconvert's HTML and browsers.
 *
 * Colours can be told apart by everyone, backgrounds are clear, and the text reads on light and dark
 * pages; what `layout` says overrides each of these. Tensors and typed arrays may stand for arrays.
 *
 * @param data traces, as Plotly documents them.
 * @param layout the layout, as Plotly documents it; 360 pixels high when it names no height.
 * @returns plain Plotly JSON, `{ data, layout }` and `frames` when given, with its MIME bundle under `Symbol.for("Jupyter.display")`.
 * @throws {TypeError} when data or frames is no array of objects, or layout no object.
 * @see https://plotly.com/javascript/reference/
 * @example
 * ```ts
 * import { figure, show } from "softgrad";
 * show(figure([{ x: [0, 1, 2], y: [0, 1, 4], name: "x²" }], { title: "A parabola" }));
 * ```
 */
export function figure(
  data: readonly PlotlyTrace[],
  layout: PlotlyLayout = {},
  options: FigureOptions = {},
): PlotlyFigure {
  assertKnown("make a figure", options, ["description", "frames"]);
  assertParts(data, layout, options.frames);
  const traces = plain(data) as PlotlyTrace[];
  const named = layout as { readonly title?: PlotlyLayout["title"] };
  const title = typeof named.title === "string" ? { text: named.title } : named.title;
  const whole = plain({
    template,
    height: 360,
    ...layout,
    ...(title ? { title } : {}),
  }) as PlotlyLayout;
  const description = sentence(options.description ?? summary(traces, title?.text));
  const frames = options.frames && (plain(options.frames) as PlotlyFrame[]);
  const json = { data: traces, layout: whole, ...(frames ? { frames } : {}) };
  return {
    ...json,
    [display]: () => ({
      "application/vnd.plotly.v1+json": json,
      "text/html": figureHtml(json, description),
      "text/plain": description,
    }),
  };
}

function assertParts(data: unknown, layout: unknown, frames: unknown): void {
  assertObjects("data", "trace", data);
  if (frames !== undefined) assertObjects("frames", "frame", frames);
  if (typeof layout !== "object" || layout === null || Array.isArray(layout)) {
    throw new TypeError(`Cannot make a figure: layout must be an object, but is ${kindOf(layout)}`);
  }
}

function assertObjects(name: string, item: string, values: unknown): void {
  if (!Array.isArray(values)) {
    throw new TypeError(
      `Cannot make a figure: ${name} must be an array of ${item}s, but is ${kindOf(values)}`,
    );
  }
  for (const [index, value] of values.entries()) {
    if (typeof value === "object" && value !== null && !Array.isArray(value)) continue;
    throw new TypeError(
      `Cannot make a figure: ${name}[${index}] must be a ${item}, but is ${kindOf(value)}`,
    );
  }
}

/** A text with a stop at its end: a screen reader goes on without a pause else. */
function sentence(said: string): string {
  return /[.!?…]$/.test(said) ? said : `${said}.`;
}

/** What a figure shows, from what its traces are called. */
function summary(traces: readonly PlotlyTrace[], title = "Figure"): string {
  const names = traces.flatMap(({ name }) => (name === undefined ? [] : [name]));
  return names.length > 0 ? `${title}: ${names.join(", ")}` : title;
}
