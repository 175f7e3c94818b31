import * as tf from "@tensorflow/tfjs";
import { expect, it } from "vitest";
import {
  brierLoss,
  gradientFigure,
  jaccardMetricLoss,
  type MimeBundle,
  minimiserFigure,
  type PlotlyFigure,
  reliability,
  reliabilityFigure,
  sigmoidCrossEntropy,
  softDiceLoss,
  softIouLoss,
} from "../../../src/lib/index.js";
import { describeOnBackends, scoped } from "../backends.js";

const display: unique symbol = Symbol.for("Jupyter.display");
const text = (value: PlotlyFigure) =>
  (Reflect.get(value, display) as () => MimeBundle)()["text/plain"];

/** The vertex of [0, 1]ⁿ at which a loss is lowest, by trying all of them. */
function bestVertex(targets: readonly number[], loss: (p: number[]) => number): number[] {
  const vertices = Array.from({ length: 2 ** targets.length }, (_, code) =>
    targets.map((_, at) => (code >> at) & 1),
  );
  return vertices.reduce((best, vertex) => (loss(vertex) < loss(best) ? vertex : best));
}

describeOnBackends("figures of losses", () => {
  const targets = [0.05, 0.2, 0.35, 0.45, 0.55, 0.7, 0.9];

  it(
    "minimiserFigure: Dice and IoU snap to the best vertex, JML and Brier follow the diagonal",
    scoped(() => {
      const losses = { softDiceLoss, softIouLoss, jaccardMetricLoss, brierLoss };
      const { data } = minimiserFigure(losses, { targets });
      const [, dice = [], iou = [], jml = [], brier = []] = data.map(({ y }) => y as number[]);
      const sums = (p: number[]) => ({
        both: p.reduce((sum, value, at) => sum + value * (targets[at] ?? 0), 0),
        sizes: [...p, ...targets].reduce((a, b) => a + b, 0),
      });
      const loopDice = (p: number[]) => 1 - (2 * sums(p).both) / sums(p).sizes;
      const loopIou = (p: number[]) => 1 - sums(p).both / (sums(p).sizes - sums(p).both);
      expect(dice).toEqual(bestVertex(targets, loopDice));
      expect(iou).toEqual(bestVertex(targets, loopIou));
      for (const followed of [jml, brier]) {
        targets.forEach((t, at) => {
          expect(followed[at]).toBeCloseTo(t, 2);
        });
      }
      const made = minimiserFigure({ Dice: softDiceLoss, JML1: jaccardMetricLoss });
      expect(text(made)).toContain("Dice snaps to 0 and 1; JML1 follows the label");
    }),
  );

  it(
    "gradientFigure shows the gradient on a scale around 0, for the image and class asked for",
    scoped(() => {
      const target = tf.tensor4d([1, 0, 1, 0, 0, 1, 0, 1], [2, 1, 2, 2]);
      const prediction = tf.tensor4d([0.5, 0.25, 0, 1, 0, 1, 0, 0], [2, 1, 2, 2]);
      const made = gradientFigure(target, prediction, brierLoss, { image: 0, classIndex: 1 });
      const color = made.data.map(({ marker }) => (marker as { color: number[] }).color);
      // The mean over 4 pixels of (p − t)²: 2 (p − t) / 4.
      expect(color).toEqual([
        [0, 0],
        [0.25, 1],
        [0.125, 0.5],
      ]);
      expect(made.data[2]?.marker).toMatchObject({ cmin: -0.5, cmax: 0.5 });
      expect(text(made)).toBe(
        "Target, prediction and gradient: a descent raises the prediction at 0 pixels, lowers it at 2 " +
          "and leaves it at 0; the largest |gradient| is 0.5.",
      );
    }),
  );

  it(
    "gradientFigure shows logits as probabilities, and says when no gradient is left",
    scoped(() => {
      const target = tf.ones([1, 1, 2, 1]) as tf.Tensor4D;
      const logits = tf.tensor4d([0, Math.log(3)], [1, 1, 2, 1]);
      const made = gradientFigure(target, logits, sigmoidCrossEntropy, { activation: "sigmoid" });
      const shown = made.data.map(({ marker }) => (marker as { color: number[] }).color)[1];
      expect(shown).toEqual([expect.closeTo(0.5, 6), expect.closeTo(0.75, 6)]);
      const still = gradientFigure(target, target, jaccardMetricLoss, { values: true });
      expect(text(still)).toContain("the gradient is zero at every pixel");
      expect(still.data[2]).toMatchObject({ text: ["0", "0"], marker: { cmin: -1, cmax: 1 } });
    }),
  );

  it(
    "reliabilityFigure draws filled bins, their shares of the pixels, and each ECE in words",
    scoped(() => {
      const prediction = tf.tensor2d([[0.9], [0.9], [0.2], [0.6]]);
      const result = reliability(tf.tensor2d([[1], [0], [0], [0.6]]), prediction, { bins: 5 });
      const { data } = reliabilityFigure({ model: result });
      expect(data.map(({ type }) => type)).toEqual(["scatter", "scatter", "bar"]);
      const close = (values: number[]) => values.map((value) => expect.closeTo(value, 6));
      expect(data[1]?.x).toEqual(close([0.2, 0.6, 0.9]));
      expect(data[1]?.y).toEqual(close([0, 0.6, 0.5]));
      expect(data[2]?.y).toEqual([0, 0.25, 0, 0.25, 0.5]);
      expect(data[2]?.x).toEqual(close([0.1, 0.3, 0.5, 0.7, 0.9]));
      expect(text(reliabilityFigure({ model: result }))).toBe(
        "Reliability: model has an ECE of 0.25, mostly surer than right.",
      );
    }),
  );

  it(
    "reliabilityFigure's bars are as wide as their bins, side by side for several results",
    scoped(() => {
      const prediction = tf.tensor2d([[0.1], [0.2], [0.5], [0.6], [0.9], [0.9]]);
      const labels = tf.tensor2d([[0], [0], [1], [0], [1], [1]]);
      const result = reliability(labels, prediction, { bins: 3, strategy: "quantile" });
      // Two pixels a bin: from 0.1, 0.5 and 0.9, the last of which has no width.
      const close = (values: number[]) => values.map((value) => expect.closeTo(value, 6));
      const [, , bars] = reliabilityFigure({ a: result }).data;
      expect(bars?.x).toEqual(close([0.3, 0.7, 0.902]));
      expect(bars?.width).toEqual(close([0.4 * 0.94, 0.4 * 0.94, 0.004 * 0.94]));
      const [, , first, , second] = reliabilityFigure({ a: result, b: result }).data;
      expect(first?.x).toEqual(close([0.2, 0.6, 0.902]));
      expect(second?.x).toEqual(close([0.4, 0.8, 0.906]));
      expect(second?.width).toEqual(close([0.2 * 0.94, 0.2 * 0.94, 0.004 * 0.94]));
    }),
  );
});
