import * as tf from "@tensorflow/tfjs";
import { assertKnown } from "../tensors/assertKnown.js";
import { assertFunction, assertSoftTargets, meanLoss } from "./assertions.js";
import { diagonal } from "./diagonal.js";
import { figure } from "./figure.js";
import { minimise } from "./minimise.js";
import { dashOf, symbolOf } from "./strokes.js";
import type { PlotlyFigure } from "./types.js";

export interface MinimiserOptions {
  /** Soft labels of the image's pixels, in [0, 1]; 0, 0.05, … 1 when absent. */
  readonly targets?: readonly number[];
  /** Title of the picture. */
  readonly title?: string;
  /** What the picture shows, in a sentence; when absent it says which losses are lowest at p = t. */
  readonly description?: string;
}

const action = "draw the minimisers";

/**
 * Draws, for an image of soft labels, the predictions that make each loss lowest.
 *
 * They are found by descent from p = ½, not known beforehand. A loss that is right for soft labels has
 * them on the diagonal, p = t; classic Dice and IoU snap to 0 and 1.
 *
 * @param losses for each curve's name a loss of target and prediction, both `[1, pixels, 1]`, in [0, 1].
 * @throws {TypeError} when there is no loss, one is no function, or one returns no tensor.
 * @throws {RangeError} when a target is outside [0, 1], or there is none.
 * @see Wang et al., "Jaccard Metric Losses" (NeurIPS 2023)
 * @see Riedmiller, Braun, "A Direct Adaptive Method for Faster Backpropagation Learning: The RPROP
 * Algorithm" (1993), which finds them
 * @example
 * ```ts
 * import { jaccardMetricLoss, minimiserFigure, show, softDiceLoss } from "softgrad";
 * show(minimiserFigure({ Dice: softDiceLoss, JML1: jaccardMetricLoss }));
 * ```
 */
export function minimiserFigure(
  losses: Readonly<Record<string, (target: tf.Tensor, prediction: tf.Tensor) => tf.Tensor>>,
  options: MinimiserOptions = {},
): PlotlyFigure {
  const {
    targets = Array.from({ length: 21 }, (_, index) => index / 20),
    title = "Prediction that makes the loss lowest, against the soft label",
    description,
  } = options;
  assertKnown(action, options, ["targets", "title", "description"]);
  const entries = Object.entries(losses);
  if (entries.length === 0) {
    throw new TypeError(`Cannot ${action}: losses must name one loss, but are empty`);
  }
  for (const [name, loss] of entries) assertFunction(action, name, loss);
  assertSoftTargets(action, targets);
  const sorted = [...targets].sort((a, b) => a - b);
  const curves = entries.map(([name, loss]) => ({ name, y: lowest(name, loss, sorted) }));
  const traces = curves.map(({ name, y }, index) => ({
    type: "scatter",
    mode: "lines+markers",
    name,
    x: sorted,
    y,
    // Lines on the diagonal cover each other: the outlines of their markers do not.
    marker: { size: 7 + 3 * index, symbol: `${symbolOf(index)}-open` },
    line: { width: 1.5, dash: dashOf(index) },
  }));
  return figure(
    [diagonal("p = t"), ...traces],
    {
      title,
      height: 400,
      xaxis: { title: { text: "soft label t" }, range: [-0.03, 1.03] },
      yaxis: { title: { text: "prediction p" }, range: [-0.06, 1.06] },
    },
    {
      description: description ?? `${title}: ${curves.map((c) => described(c, sorted)).join("; ")}`,
    },
  );
}

function lowest(
  name: string,
  loss: (target: tf.Tensor, prediction: tf.Tensor) => tf.Tensor,
  targets: readonly number[],
): number[] {
  const shape = [1, targets.length, 1];
  const target = tf.tensor([...targets], shape);
  try {
    return minimise((p) => meanLoss(action, name, loss(target, p)), shape);
  } finally {
    target.dispose();
  }
}

function described(
  { name, y }: { name: string; y: readonly number[] },
  targets: readonly number[],
) {
  const follows = y.every((p, at) => Math.abs(p - (targets[at] ?? 0)) < 0.01);
  if (follows) return `${name} follows the label`;
  const snaps = y.every((p) => p < 0.01 || p > 0.99);
  return snaps
    ? `${name} snaps to 0 and 1`
    : `${name} does neither follow the label nor snap to 0 and 1`;
}
