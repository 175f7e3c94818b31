import * as tf from "@tensorflow/tfjs";
import { assertPrediction } from "../../tensors/checks.js";
import { axesOf } from "../../tensors/shape.js";
import type { Activation, LossOptions } from "../options.js";
import { assertLossOptions } from "./assertOptions.js";
import { type Prepared, prepare } from "./prepare.js";
import { reduceLosses } from "./reduce.js";
import { validateValues } from "./validateValues.js";

/** The frame of losses of each pixel over all classes, from losses `[batch, pixels]` that are weighed by class. */
export function pixelLoss(
  action: string,
  target: tf.Tensor,
  prediction: tf.Tensor,
  options: LossOptions,
  activation: Activation,
  lossesOf: (prepared: Prepared) => tf.Tensor,
): tf.Tensor {
  assertArguments(action, prediction, options);
  const { normalizeWeights, reduction = "mean" } = options;
  return tf.tidy(() => {
    const prepared = prepare(action, target, prediction, options);
    if (options.validate) validateValues(action, prepared, activation);
    const { batch, spatial, pixels } = axesOf(prediction.shape);
    const { counted } = prepared;
    const all = lossesOf(prepared);
    const losses = counted ? all.mul(counted.squeeze([-1])) : all;
    const total = normalizeWeights
      ? weighClasses(prepared.target, options).sum()
      : (counted?.sum() ?? batch * pixels);
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
    const weighted = weighClasses(terms(prepared), options);
    const losses = prepared.counted ? weighted.mul(prepared.counted) : weighted;
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

/** Values `[…, classes]`, each class times its weight when there are weights. */
export function weighClasses(x: tf.Tensor, { classWeights }: LossOptions): tf.Tensor {
  return classWeights ? x.mul(tf.tensor1d([...classWeights])) : x;
}
