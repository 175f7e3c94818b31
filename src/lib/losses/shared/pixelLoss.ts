import * as tf from "@tensorflow/tfjs";
import { safeRatio } from "../../numerics/safeRatio.js";
import { assertPrediction } from "../../tensors/checks.js";
import { axesOf } from "../../tensors/shape.js";
import type { Activation, LossOptions, Reduction } from "../options.js";
import { assertLossOptions } from "./assertOptions.js";
import { type Prepared, prepare } from "./prepare.js";
import { reduceLosses } from "./reduce.js";
import { validateValues } from "./validateValues.js";

/** How the losses of pixels, or of classes of pixels, are made. */
export interface LossParts {
  /** The losses by operations, whether or not their pixels count. */
  readonly terms: (prepared: Prepared) => tf.Tensor;
  /**
   * The losses by a kernel, 0 where a pixel does not count, or with a scale their sum times it;
   * undefined where there is none.
   */
  readonly fused?: (prepared: Prepared, scale: number | undefined) => tf.Tensor | undefined;
}

/** The same parts, of labels that are changed before. */
export function withLabels(parts: LossParts, change: (labels: tf.Tensor) => tf.Tensor): LossParts {
  const { terms, fused } = parts;
  const changed = (prepared: Prepared) => ({ ...prepared, target: change(prepared.target) });
  return {
    terms: (prepared) => terms(changed(prepared)),
    ...(fused ? { fused: (prepared, scale) => fused(changed(prepared), scale) } : {}),
  };
}

/** The frame of losses of each pixel over all classes, from losses `[batch, pixels]` that are weighed by class. */
export function pixelLoss(
  action: string,
  target: tf.Tensor,
  prediction: tf.Tensor,
  options: LossOptions,
  activation: Activation,
  parts: LossParts,
): tf.Tensor {
  assertArguments(action, prediction, options);
  return tf.tidy(() => {
    const prepared = prepare(action, target, prediction, options);
    if (options.validate) validateValues(action, prepared, activation);
    const { batch, spatial, pixels } = axesOf(prediction.shape);
    const counted = prepared.counted?.squeeze([-1]);
    const total = options.normalizeWeights
      ? weighClasses(prepared.target, options).sum()
      : (counted?.sum() ?? batch * pixels);
    return reduced(prepared, parts, counted, total, [batch, ...spatial], options.reduction);
  });
}

/** The frame of losses of each class of each pixel on its own, `[batch, pixels, classes]`, that are weighed by class. */
export function perClassLoss(
  action: string,
  target: tf.Tensor,
  logits: tf.Tensor,
  options: LossOptions,
  parts: LossParts,
): tf.Tensor {
  assertArguments(action, logits, options);
  const { classWeights, normalizeWeights, reduction } = options;
  return tf.tidy(() => {
    const prepared = prepare(action, target, logits, options);
    if (options.validate) validateValues(action, prepared, "sigmoid");
    const { batch, pixels, classes } = axesOf(logits.shape);
    const { counted } = prepared;
    const perPixel =
      normalizeWeights && classWeights ? classWeights.reduce((sum, w) => sum + w, 0) : classes;
    const total = counted ? counted.sum().mul(perPixel) : batch * pixels * perPixel;
    return reduced(prepared, parts, counted, total, logits.shape, reduction);
  });
}

function reduced(
  prepared: Prepared,
  { terms, fused }: LossParts,
  counted: tf.Tensor | undefined,
  total: tf.Tensor | number,
  shape: number[],
  reduction: Reduction = "mean",
): tf.Tensor {
  const scale = reduction === "mean" && typeof total === "number" && total > 0 ? 1 / total : 1;
  const own = fused?.(prepared, reduction === "none" ? undefined : scale);
  if (own && reduction === "none") return own.reshape(shape);
  if (own) {
    return reduction === "mean" && typeof total !== "number" ? safeRatio(own, total, 0) : own;
  }
  const all = terms(prepared);
  const losses = counted ? all.mul(counted) : all;
  return reduceLosses(losses.reshape(shape), total, reduction);
}

function assertArguments(action: string, prediction: tf.Tensor, options: LossOptions): void {
  assertPrediction(action, prediction);
  assertLossOptions(action, options, prediction.shape);
}

/** The class weights, 1 where there are none. */
export function weightsOf({ classWeights }: LossOptions, classes: number): number[] {
  return classWeights ? [...classWeights] : new Array<number>(classes).fill(1);
}

/** Values `[…, classes]`, each class times its weight when there are weights. */
function weighClasses(x: tf.Tensor, { classWeights }: LossOptions): tf.Tensor {
  return classWeights ? x.mul(tf.tensor1d([...classWeights])) : x;
}
