import { kindOf } from "../tensors/shape.js";
import { figureHtml } from "./html.js";
import { plain } from "./plain.js";
import { template } from "./theme.js";
import { display, type PlotlyFigure, type PlotlyLayout, type PlotlyTrace } from "./types.js";

export interface FigureOptions {
  /** What the picture shows, in a sentence, for readers who do not see it. */
  readonly description?: string;
}

/**
 * Makes a picture from Plotly traces, which shows in JupyterLab, tslab, nbconvert's HTML and browsers.
 *
 * Colours can be told apart by everyone, backgrounds are clear, and the text reads on light and dark
 * pages; what `layout` says overrides each of these. Tensors and typed arrays may stand for arrays.
 *
 * @param data traces, as Plotly documents them.
 * @param layout the layout, as Plotly documents it; 360 pixels high when it names no height.
 * @returns plain Plotly JSON, `{ data, layout }`, with its MIME bundle under `Symbol.for("Jupyter.display")`.
 * @throws {TypeError} when data is no array of objects, or layout no object.
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
  assertParts(data, layout);
  const traces = plain(data) as PlotlyTrace[];
  const named = layout as { readonly title?: PlotlyLayout["title"] };
  const title = typeof named.title === "string" ? { text: named.title } : named.title;
  const whole = plain({
    template,
    height: 360,
    ...layout,
    ...(title ? { title } : {}),
  }) as PlotlyLayout;
  const description = options.description ?? summary(traces, title?.text);
  return {
    data: traces,
    layout: whole,
    [display]: () => ({
      "application/vnd.plotly.v1+json": { data: traces, layout: whole },
      "text/html": figureHtml(traces, whole, description),
      "text/plain": description,
    }),
  };
}

function assertParts(data: unknown, layout: unknown): void {
  if (!Array.isArray(data)) {
    throw new TypeError(
      `Cannot make a figure: data must be an array of traces, but is ${kindOf(data)}`,
    );
  }
  for (const [index, trace] of data.entries()) {
    if (typeof trace === "object" && trace !== null && !Array.isArray(trace)) continue;
    throw new TypeError(
      `Cannot make a figure: data[${index}] must be a trace, but is ${kindOf(trace)}`,
    );
  }
  if (typeof layout !== "object" || layout === null || Array.isArray(layout)) {
    throw new TypeError(`Cannot make a figure: layout must be an object, but is ${kindOf(layout)}`);
  }
}

/** What a figure shows, from what its traces are called. */
function summary(traces: readonly PlotlyTrace[], title = "Figure"): string {
  const names = traces.flatMap(({ name }) => (name === undefined ? [] : [name]));
  return names.length > 0 ? `${title}: ${names.join(", ")}` : title;
}
