import * as tf from "@tensorflow/tfjs";
import { constant } from "../../gradients/stopGradient.js";
import { encodeIndices } from "../../labels/oneHot.js";
import { asFloat } from "../../tensors/asFloat.js";
import { assertTensor } from "../../tensors/checks.js";
import { reshaped } from "../../tensors/reshaped.js";
import { axesOf, axesText, sameShape, shapeText } from "../../tensors/shape.js";
import type { MaskOptions } from "../options.js";

/** Target and prediction as `[batch, pixels, classes]`, with what is masked set to zero in both. */
export interface Prepared {
  readonly target: tf.Tensor;
  readonly prediction: tf.Tensor;
  /** Pixels that count, `[batch, pixels, 1]`, 1 or 0; absent when all do. */
  readonly counted: tf.Tensor | undefined;
}

/** Brings a loss's two tensors into one layout; throws a TypeError when their shapes do not fit. */
export function prepare(
  action: string,
  target: tf.Tensor,
  prediction: tf.Tensor,
  options: MaskOptions & { readonly validate?: boolean },
): Prepared {
  assertTensor(action, "target", target);
  const { batch, pixels, classes } = axesOf(prediction.shape);
  const labels = labelsLike(action, target, prediction, options);
  const counted = countedPixels(action, labels, target, prediction, options);
  const flat = [batch, pixels, classes];
  if (!counted) {
    return {
      target: reshaped(asFloat(labels), flat),
      prediction: reshaped(prediction, flat),
      counted,
    };
  }
  const flags = counted.reshape([batch, pixels, 1]);
  // Chosen, not multiplied: 0 · NaN would let a masked pixel's garbage through.
  const keep = (x: tf.Tensor) => tf.where(flags, reshaped(asFloat(x), flat), 0);
  return {
    target: keep(labels),
    prediction: keep(prediction),
    counted: constant(() => flags.toFloat()),
  };
}

/** The target with a class axis: class indices are one-hot encoded. */
function labelsLike(
  action: string,
  target: tf.Tensor,
  prediction: tf.Tensor,
  { ignoreIndex, validate = false }: MaskOptions & { readonly validate?: boolean },
): tf.Tensor {
  if (sameShape(target.shape, prediction.shape)) return target;
  const { classes } = axesOf(prediction.shape);
  const indexed = sameShape(target.shape, prediction.shape.slice(0, -1));
  if (!indexed) {
    throw new TypeError(
      `Cannot ${action}: target must have the prediction's shape ${shapeText(prediction.shape)} ` +
        `(${axesText(prediction.shape)}), or be its class indices ${shapeText(prediction.shape.slice(0, -1))}, ` +
        `but has shape ${shapeText(target.shape)}`,
    );
  }
  if (classes === 1) return target.expandDims(-1);
  if (target.dtype !== "int32") {
    throw new TypeError(
      `Cannot ${action}: target of class indices must be int32, but is ${target.dtype}; convert it with target.toInt()`,
    );
  }
  return encodeIndices(action, "target of class indices", target, classes, {
    validate,
    ...(ignoreIndex === undefined ? {} : { ignoreIndex }),
  });
}

/** Which pixels count, as booleans `[batch, ...spatial, 1]`-like; undefined when all do. */
function countedPixels(
  action: string,
  labels: tf.Tensor,
  target: tf.Tensor,
  prediction: tf.Tensor,
  { mask, ignoreIndex }: MaskOptions,
): tf.Tensor | undefined {
  if (mask !== undefined) assertMask(action, mask, prediction);
  if (mask === undefined && ignoreIndex === undefined) return undefined;
  const indexed = target.rank < prediction.rank;
  if (!indexed) assertNoLabel(action, ignoreIndex, prediction);
  return constant(() => {
    const size = [...prediction.shape.slice(0, -1), 1];
    const masked = mask ? mask.notEqual(0).reshape(size) : tf.ones(size, "bool");
    if (ignoreIndex === undefined) return masked;
    const given = indexed ? target.reshape(size) : labels;
    return masked.logicalAnd(given.notEqual(ignoreIndex).all(-1, true));
  });
}

/** In rows of several classes 0 and 1 are labels: as an index to ignore, every pixel would hold it. */
function assertNoLabel(
  action: string,
  ignoreIndex: number | undefined,
  prediction: tf.Tensor,
): void {
  const { classes } = axesOf(prediction.shape);
  if (classes === 1 || (ignoreIndex !== 0 && ignoreIndex !== 1)) return;
  throw new RangeError(
    `Cannot ${action}: ignoreIndex must be no label, but is ${ignoreIndex}, and the target has a class axis ` +
      `(${axesText(prediction.shape)}); pass class indices as the target, or a mask`,
  );
}

/** Throws a TypeError unless the mask has the prediction's pixels. */
export function assertMask(action: string, mask: tf.Tensor, prediction: tf.Tensor): void {
  assertTensor(action, "mask", mask);
  const pixels = prediction.shape.slice(0, -1);
  if (sameShape(mask.shape, pixels) || sameShape(mask.shape, [...pixels, 1])) return;
  throw new TypeError(
    `Cannot ${action}: mask must be [batch, ...spatial], ${shapeText(pixels)} here, ` +
      `but has shape ${shapeText(mask.shape)}`,
  );
}
