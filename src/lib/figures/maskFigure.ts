import { assertKnown } from "../tensors/assertKnown.js";
import { isTensor, kindOf, shapeText } from "../tensors/shape.js";
import { assertRange } from "./assertions.js";
import { pixelPanels } from "./pixelPanels.js";
import { plain } from "./plain.js";
import type { Column, PlotlyFigure } from "./types.js";

export interface MaskFigureOptions {
  /** Title of the picture. */
  readonly title?: string;
  /** Values of the darkest and the brightest colour; 0 and 1 when absent. */
  readonly range?: readonly [number, number];
  /** Whether each pixel carries its value as text, in place of the scale; false when absent. */
  readonly values?: boolean;
  /** What the picture shows, in a sentence, for readers who do not see it. */
  readonly description?: string;
}

const action = "draw masks";

/**
 * Draws masks side by side, pixel by pixel: a target, a prediction, what they share.
 *
 * @param masks for each mask's name its values `[height, width]`, a tensor or rows.
 * @throws {TypeError} when there is no mask, or one is no matrix.
 * @throws {RangeError} when the range does not rise.
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { maskFigure, show } from "softgrad";
 * const target = tf.tensor2d([[1, 1], [0, 0]]);
 * const prediction = tf.tensor2d([[0.9, 0.4], [0.2, 0]]);
 * show(maskFigure({ target, prediction, shared: target.mul(prediction) }, { values: true }));
 * ```
 */
export function maskFigure(
  masks: Readonly<Record<string, Column>>,
  options: MaskFigureOptions = {},
): PlotlyFigure {
  const { title = "Masks", range = [0, 1], values: written = false, description } = options;
  assertKnown(action, options, ["title", "range", "values", "description"]);
  assertRange(action, range);
  const [darkest, brightest] = range;
  const names = Object.keys(masks);
  if (names.length === 0)
    throw new TypeError(`Cannot ${action}: masks must name one, but is empty`);
  for (const [name, values] of Object.entries(masks)) assertMatrix(name, values);
  const panels = names.map((name, index) => ({
    name,
    rows: plain(masks[name]) as number[][],
    written,
    marker: {
      cmin: darkest,
      cmax: brightest,
      colorscale: "Cividis",
      showscale: !written && index === names.length - 1,
    },
  }));
  return pixelPanels(panels, { title, ...(description === undefined ? {} : { description }) });
}

function assertMatrix(name: string, values: unknown): void {
  if (isTensor(values) ? values.rank === 2 : Array.isArray(values) && Array.isArray(values[0]))
    return;
  const is = isTensor(values) ? `has shape ${shapeText(values.shape)}` : `is ${kindOf(values)}`;
  throw new TypeError(`Cannot ${action}: ${name} must be [height, width], but ${is}`);
}
