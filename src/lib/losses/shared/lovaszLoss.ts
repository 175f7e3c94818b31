import * as tf from "@tensorflow/tfjs";
import { constant } from "../../gradients/stopGradient.js";
import { safeRatio } from "../../numerics/safeRatio.js";
import type { OverlapOptions } from "../options.js";
import { pickClasses } from "./classes.js";
import { lovaszWeights } from "./lovaszWeights.js";
import type { Prepared } from "./prepare.js";
import { reduceLosses } from "./reduce.js";

/**
 * Σ over pixels of error times its Lovász weight, averaged over the classes that count.
 *
 * The weights depend on the order of the errors alone, so they are constants to the gradient.
 *
 * @param errors `[batch, pixels, classes]`, 0 or more.
 */
export function lovaszLoss(
  errors: tf.Tensor,
  { target, counted }: Prepared,
  { over = "image", classes = "all", reduction = "mean" }: OverlapOptions,
): tf.Tensor {
  const [batch = 1, pixels = 1, depth = 1] = errors.shape;
  const groups = over === "batch" ? 1 : batch;
  const weights = constant(() => groupWeights(errors, target, counted, groups));
  const perClass = errors
    .mul(weights)
    .reshape([groups, (batch / groups) * pixels, depth])
    .sum(1);
  const present = constant(() => target.reshape([groups, -1, depth]).sum(1).greater(0).toFloat());
  const picked = typeof classes === "string" ? perClass : pickClasses(perClass, classes);
  const losses =
    classes === "present"
      ? safeRatio(perClass.mul(present).sum(1), present.sum(1), 0)
      : picked.mean(1);
  return reduceLosses(losses, groups, reduction);
}

/** The weights of every pixel and class, each group of pixels sorted by itself; 0 where masked. */
function groupWeights(
  errors: tf.Tensor,
  target: tf.Tensor,
  counted: tf.Tensor | undefined,
  groups: number,
): tf.Tensor {
  const depth = errors.shape[2] ?? 1;
  const [error, label, count] = [errors.dataSync(), target.dataSync(), counted?.dataSync()];
  const weights = new Float32Array(error.length);
  const size = error.length / depth / groups;
  for (let group = 0; group < groups; group++) {
    const places = Array.from({ length: size }, (_, index) => group * size + index);
    const kept = count ? places.filter((place) => count[place]) : places;
    for (let c = 0; c < depth; c++) {
      const of = (values: ArrayLike<number>) => kept.map((place) => values[place * depth + c] ?? 0);
      const found = lovaszWeights(of(error), of(label));
      for (const [index, place] of kept.entries()) weights[place * depth + c] = found[index] ?? 0;
    }
  }
  return tf.tensor(weights, errors.shape);
}
