import { isTensor, kindOf, shapeText } from "../tensors/shape.js";
import { figure } from "./figure.js";
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
    axes[`xaxis${suffix}`] = {
      domain: [index * width + 0.02, (index + 1) * width - 0.02],
      title: { text: name },
      showticklabels: false,
      showgrid: false,
      zeroline: false,
      constrain: "domain",
    };
    axes[`yaxis${suffix}`] = {
      // Row 0 at the top and square pixels, as in an image.
      autorange: "reversed",
      scaleanchor: `x${suffix}`,
      anchor: `x${suffix}`,
      showticklabels: false,
      showgrid: false,
      zeroline: false,
      constrain: "domain",
    };
    return {
      type: "heatmap",
      name,
      z: masks[name] ?? [],
      xaxis: `x${suffix}`,
      yaxis: `y${suffix}`,
      zmin: darkest,
      zmax: brightest,
      colorscale: "Cividis",
      showscale: index === names.length - 1,
      xgap: 1,
      ygap: 1,
    };
  });
  return figure(traces, { title, ...axes });
}

function assertMatrix(name: string, values: unknown): void {
  if (isTensor(values) ? values.rank === 2 : Array.isArray(values) && Array.isArray(values[0]))
    return;
  const is = isTensor(values) ? `has shape ${shapeText(values.shape)}` : `is ${kindOf(values)}`;
  throw new TypeError(`Cannot draw masks: ${name} must be [height, width], but ${is}`);
}
