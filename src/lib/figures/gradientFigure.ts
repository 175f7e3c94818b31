import * as tf from "@tensorflow/tfjs";
import type { ActivationOptions } from "../losses/options.js";
import { assertActivation } from "../losses/shared/assertOptions.js";
import { sigmoid } from "../numerics/sigmoid.js";
import { softmax } from "../numerics/softmax.js";
import { assertKnown } from "../tensors/assertKnown.js";
import { assertPrediction, assertTensor } from "../tensors/checks.js";
import { sameShape, shapeText } from "../tensors/shape.js";
import { assertFunction, meanLoss } from "./assertions.js";
import { pixelPanels } from "./pixelPanels.js";
import type { PlotlyFigure } from "./types.js";

export interface GradientFigureOptions extends ActivationOptions {
  /** Which image of the batch; 0 when absent. */
  readonly image?: number;
  /** Which class; the last when absent. */
  readonly classIndex?: number;
  /** Whether each pixel carries its value as text, in place of the scales; false when absent. */
  readonly values?: boolean;
  /** Title of the picture. */
  readonly title?: string;
  /** What the picture shows, in a sentence; when absent it says how the gradient is spread. */
  readonly description?: string;
}

/**
 * Draws a target, a prediction, and the gradient of a loss with respect to the prediction, as masks.
 *
 * Where the gradient is negative, a descent raises the prediction. Its colours are centred on 0.
 *
 * @param target labels `[batch, height, width, classes]` in [0, 1].
 * @param prediction of the same shape, float32: probabilities, or logits when `activation` says how
 * they are to be shown.
 * @param loss takes both and returns a tensor, of which the mean is taken. It activates logits itself.
 * @throws {TypeError} for a wrong type or shape, or a loss that returns no tensor.
 * @throws {RangeError} for an image or class that there is not, or a wrong option.
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { gradientFigure, show, softDiceLoss } from "softgrad";
 * const target = tf.tensor4d([1, 1, 0, 0], [1, 2, 2, 1]);
 * const prediction = tf.tensor4d([0.9, 0.4, 0.2, 0], [1, 2, 2, 1]);
 * show(gradientFigure(target, prediction, softDiceLoss, { values: true }));
 * ```
 */
export function gradientFigure(
  target: tf.Tensor,
  prediction: tf.Tensor,
  loss: (target: tf.Tensor, prediction: tf.Tensor) => tf.Tensor,
  options: GradientFigureOptions = {},
): PlotlyFigure {
  const action = "draw the gradient";
  assertKnown(action, options, [
    "image",
    "classIndex",
    "values",
    "title",
    "description",
    "activation",
    "alpha",
  ]);
  assertImages(action, target, prediction);
  assertFunction(action, "loss", loss);
  assertActivation(action, options);
  const [batch = 1, , , classes = 1] = prediction.shape;
  const { image = 0, classIndex = classes - 1, values: written = false, title } = options;
  assertIndex(action, "image", image, batch);
  assertIndex(action, "classIndex", classIndex, classes);
  const rowsOf = (x: tf.Tensor) =>
    tf.tidy(() => ({
      rows: x
        .slice([image, 0, 0, classIndex], [1, -1, -1, 1])
        .squeeze([0, 3])
        .arraySync() as number[][],
    })).rows;
  const { t, p, g } = tf.tidy(() => {
    const slopes = tf.grad((x: tf.Tensor) => meanLoss(action, "loss", loss(target, x)))(prediction);
    return { t: rowsOf(target), p: rowsOf(activated(prediction, options)), g: rowsOf(slopes) };
  });
  const largest = Math.max(...g.flat().map(Math.abs));
  const scale = (index: number, colours: { cmin: number; cmax: number }) => ({
    ...colours,
    showscale: !written,
    colorbar: {
      orientation: "h",
      thickness: 10,
      len: 0.28,
      x: (index + 0.5) / 3,
      y: -0.18,
      yanchor: "top",
      tickvals: [colours.cmin, (colours.cmin + colours.cmax) / 2, colours.cmax],
      tickformat: ".2~g",
      outlinewidth: 0,
    },
  });
  const labels = { cmin: 0, cmax: 1, colorscale: "Cividis" };
  // A gradient of zero everywhere is a picture of its own: the middle colour, on a scale of ±1.
  const reach = largest > 0 ? largest : 1;
  const slopes = { cmin: -reach, cmax: reach, colorscale: diverging };
  return pixelPanels(
    [
      { name: "target", rows: t, written, marker: scale(0, labels) },
      { name: "prediction", rows: p, written, marker: scale(1, labels) },
      { name: "gradient", rows: g, written, marker: scale(2, slopes) },
    ],
    {
      title: title ?? "Target, prediction and gradient",
      description: options.description ?? described(g.flat(), largest),
      below: written ? 0 : 60,
    },
  );
}

/** Blue, light grey, vermilion: told apart with any colour vision, and grey on any page. */
const diverging = [
  [0, "#0072B2"],
  [0.5, "#F2F2F2"],
  [1, "#D55E00"],
];

function activated(prediction: tf.Tensor, { activation, alpha = 1 }: ActivationOptions): tf.Tensor {
  if (activation === undefined || activation === "none") return prediction;
  return activation === "softmax" ? softmax(prediction.mul(alpha)) : sigmoid(prediction.mul(alpha));
}

function described(gradient: readonly number[], largest: number): string {
  if (largest === 0) return "Target, prediction and gradient: the gradient is zero at every pixel";
  const share = (test: (value: number) => boolean) => gradient.filter(test).length;
  return (
    `Target, prediction and gradient: a descent raises the prediction at ${share((g) => g < 0)} pixels, ` +
    `lowers it at ${share((g) => g > 0)} and leaves it at ${share((g) => g === 0)}; ` +
    `the largest |gradient| is ${Number(largest.toPrecision(3))}`
  );
}

function assertImages(action: string, target: unknown, prediction: unknown): void {
  assertTensor(action, "target", target);
  assertPrediction(action, prediction);
  if (prediction.rank !== 4) {
    throw new TypeError(
      `Cannot ${action}: prediction must be [batch, height, width, classes], but has shape ${shapeText(prediction.shape)}`,
    );
  }
  if (sameShape(target.shape, prediction.shape)) return;
  throw new TypeError(
    `Cannot ${action}: target must have the prediction's shape ${shapeText(prediction.shape)}, ` +
      `but has ${shapeText(target.shape)}; encode class indices with oneHot(indices, depth)`,
  );
}

function assertIndex(action: string, name: string, index: number, count: number): void {
  if (Number.isInteger(index) && index >= 0 && index < count) return;
  throw new RangeError(`Cannot ${action}: ${name} must be 0 to ${count - 1}, but is ${index}`);
}
