import { isTensor, kindOf, shapeText } from "../tensors/shape.js";
import { figure } from "./figure.js";
import { plain } from "./plain.js";
import type { Column, PlotlyAxis, PlotlyFigure } from "./types.js";

export interface MaskFigureOptions {
  /** Title of the picture. */
  readonly title?: string;
  /** Values of the darkest and the brightest colour; 0 and 1 when absent. */
  readonly range?: readonly [number, number];
}

/**
 * Draws masks side by side, pixel by pixel: a target, a prediction, what they share.
 *
 * @param masks for each mask's name its values `[height, width]`, a tensor or rows.
 * @throws {TypeError} when there is no mask, or one is no matrix.
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { maskFigure, show } from "softgrad";
 * const target = tf.tensor2d([[1, 1], [0, 0]]);
 * const prediction = tf.tensor2d([[0.9, 0.4], [0.2, 0]]);
 * show(maskFigure({ target, prediction, shared: target.mul(prediction) }));
 * ```
 */
export function maskFigure(
  masks: Readonly<Record<string, Column>>,
  { title = "Masks", range: [darkest, brightest] = [0, 1] }: MaskFigureOptions = {},
): PlotlyFigure {
  const names = Object.keys(masks);
  if (names.length === 0)
    throw new TypeError("Cannot draw masks: masks must name one, but is empty");
  for (const [name, values] of Object.entries(masks)) assertMatrix(name, values);
  const axes: Record<string, PlotlyAxis> = {};
  const traces = names.map((name, index) => {
    const suffix = index === 0 ? "" : String(index + 1);
    const width = 1 / names.length;
    const rows = plain(masks[name]) as number[][];
    axes[`xaxis${suffix}`] = {
      ...bare,
      domain: [index * width + 0.02, (index + 1) * width - 0.02],
      title: { text: name },
      range: [-0.5, (rows[0]?.length ?? 1) - 0.5],
    };
    axes[`yaxis${suffix}`] = {
      ...bare,
      // Row 0 at the top and square pixels, as in an image.
      range: [rows.length - 0.5, -0.5],
      scaleanchor: `x${suffix}`,
      anchor: `x${suffix}`,
    };
    return {
      ...bars(rows),
      name,
      xaxis: `x${suffix}`,
      yaxis: `y${suffix}`,
      marker: {
        color: rows.flat(),
        cmin: darkest,
        cmax: brightest,
        colorscale: "Cividis",
        showscale: index === names.length - 1,
      },
    };
  });
  return figure(traces, { title, barmode: "overlay", showlegend: false, ...axes });
}

const bare = { showticklabels: false, showgrid: false, zeroline: false, constrain: "domain" };

/** Pixels as bars with a small gap: heatmaps are not in Plotly's basic bundle, which offline pages carry. */
function bars(rows: readonly (readonly number[])[]) {
  const pixels = rows.flatMap((values, row) =>
    values.map((value, column) => ({ row, column, value })),
  );
  return {
    type: "bar",
    x: pixels.map(({ column }) => column),
    y: pixels.map(() => 0.96),
    base: pixels.map(({ row }) => row - 0.48),
    width: 0.96,
    textposition: "none",
    hoverinfo: "text",
    hovertext: pixels.map(({ row, column, value }) => `row ${row}, column ${column}: ${value}`),
  };
}

function assertMatrix(name: string, values: unknown): void {
  if (isTensor(values) ? values.rank === 2 : Array.isArray(values) && Array.isArray(values[0]))
    return;
  const is = isTensor(values) ? `has shape ${shapeText(values.shape)}` : `is ${kindOf(values)}`;
  throw new TypeError(`Cannot draw masks: ${name} must be [height, width], but ${is}`);
}
