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

/** How the losses of each class of each pixel are made. */
interface ClassLosses {
  /** The losses by operations, `[batch, pixels, classes]`, before the classes are weighed. */
  readonly terms: (prepared: Prepared) => tf.Tensor;
  /** The weighed losses by a kernel, so or as sums over the classes; undefined where there is none. */
  readonly fused?: (prepared: Prepared, each: boolean) => tf.Tensor | undefined;
}

/** The frame of losses of each class of each pixel on its own. */
export function perClassLoss(
  action: string,
  target: tf.Tensor,
  logits: tf.Tensor,
  options: LossOptions,
  { terms, fused }: ClassLosses,
): tf.Tensor {
  assertArguments(action, logits, options);
  const { classWeights, normalizeWeights, reduction = "mean" } = options;
  return tf.tidy(() => {
    const prepared = prepare(action, target, logits, options);
    if (options.validate) validateValues(action, prepared, "sigmoid");
    const { batch, pixels, classes } = axesOf(logits.shape);
    const { counted } = prepared;
    const each = reduction === "none";
    const sums = fused?.(prepared, each);
    const weighted = sums ?? weighClasses(terms(prepared), options);
    const apart = !sums || each;
    const losses = counted ? weighted.mul(apart ? counted : counted.squeeze([-1])) : weighted;
    const perPixel =
      normalizeWeights && classWeights ? classWeights.reduce((sum, w) => sum + w, 0) : classes;
    const total = counted ? counted.sum().mul(perPixel) : batch * pixels * perPixel;
    return reduceLosses(apart ? losses.reshape(logits.shape) : losses, total, reduction);
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
