import * as tf from "@tensorflow/tfjs";
import { assertPrediction } from "../../tensors/checks.js";
import { axesOf } from "../../tensors/shape.js";
import type { Activation, LossOptions } from "../options.js";
import { assertLossOptions } from "./assertOptions.js";
import { type Prepared, prepare } from "./prepare.js";
import { reduceLosses } from "./reduce.js";
import { validateValues } from "./validateValues.js";

/** The frame of losses that are a sum over the classes of each pixel, from terms `[batch, pixels, classes]`. */
export function pixelLoss(
  action: string,
  target: tf.Tensor,
  prediction: tf.Tensor,
  options: LossOptions,
  activation: Activation,
  terms: (prepared: Prepared) => tf.Tensor,
): tf.Tensor {
  assertArguments(action, prediction, options);
  const { classWeights, normalizeWeights, reduction = "mean" } = options;
  return tf.tidy(() => {
    const prepared = prepare(action, target, prediction, options);
    if (options.validate) validateValues(action, prepared, activation);
    const { batch, spatial, pixels } = axesOf(prediction.shape);
    const losses = weigh(terms(prepared), prepared, options).sum(-1);
    const total = normalizeWeights
      ? weighByClass(prepared.target, classWeights).sum()
      : (prepared.counted?.sum() ?? batch * pixels);
    return reduceLosses(losses.reshape([batch, ...spatial]), total, reduction);
  });
}

/** The frame of losses of each class of each pixel on its own, from terms `[batch, pixels, classes]`. */
export function perClassLoss(
  action: string,
  target: tf.Tensor,
  logits: tf.Tensor,
  options: LossOptions,
  terms: (prepared: Prepared) => tf.Tensor,
): tf.Tensor {
  assertArguments(action, logits, options);
  const { classWeights, normalizeWeights, reduction = "mean" } = options;
  return tf.tidy(() => {
    const prepared = prepare(action, target, logits, options);
    if (options.validate) validateValues(action, prepared, "sigmoid");
    const { batch, pixels, classes } = axesOf(logits.shape);
    const losses = weigh(terms(prepared), prepared, options);
    const perPixel =
      normalizeWeights && classWeights ? classWeights.reduce((sum, w) => sum + w, 0) : classes;
    const total = prepared.counted
      ? prepared.counted.sum().mul(perPixel)
      : batch * pixels * perPixel;
    return reduceLosses(losses.reshape(logits.shape), total, reduction);
  });
}

function assertArguments(action: string, prediction: tf.Tensor, options: LossOptions): void {
  assertPrediction(action, prediction);
  assertLossOptions(action, options, prediction.shape);
}

function weigh(terms: tf.Tensor, { counted }: Prepared, { classWeights }: LossOptions): tf.Tensor {
  const weighted = weighByClass(terms, classWeights);
  return counted ? weighted.mul(counted) : weighted;
}

function weighByClass(x: tf.Tensor, weights: readonly number[] | undefined): tf.Tensor {
  return weights ? x.mul(tf.tensor1d([...weights])) : x;
}
