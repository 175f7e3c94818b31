import * as tf from "@tensorflow/tfjs";
import { constant } from "../../gradients/stopGradient.js";
import { safeRatio } from "../../numerics/safeRatio.js";
import type { LovaszOptions } from "../options.js";
import { pickClasses } from "./classes.js";
import { lovaszWeights } from "./lovaszWeights.js";
import type { Prepared } from "./prepare.js";
import { reduceLosses } from "./reduce.js";

/**
 * Σ over pixels of error times its Lovász weight, weighed by class and averaged over the classes that count.
 *
 * The weights depend on the order of the errors alone, so they are constants to the gradient.
 *
 * @param errors `[batch, pixels, classes]`, 0 or more.
 */
export function lovaszLoss(
  errors: tf.Tensor,
  { target, counted }: Prepared,
  options: LovaszOptions,
): tf.Tensor {
  const { over = "image", reduction = "mean" } = options;
  const [batch = 1, pixels = 1, depth = 1] = errors.shape;
  const [groups, rows] = over === "batch" ? [1, batch * pixels] : [batch, pixels];
  const weights = constant(() => lovaszWeights(errors, target, counted, groups));
  const perClass = errors.mul(weights).reshape([groups, rows, depth]).sum(1);
  const sizes = () => target.reshape([groups, rows, depth]).sum(1);
  return reduceLosses(meanOfClasses(perClass, sizes, options), groups, reduction);
}

/** The mean over the classes that count, `[images]`, from losses `[images, classes]`. */
function meanOfClasses(
  losses: tf.Tensor,
  sizes: () => tf.Tensor,
  { classes = "all", classWeights, normalizeWeights = false }: LovaszOptions,
): tf.Tensor {
  const pick = (x: tf.Tensor) => (typeof classes === "string" ? x : pickClasses(x, classes));
  if (classes !== "present" && !classWeights) return pick(losses).mean(1);
  const counted =
    classes === "present"
      ? constant(() => sizes().greater(0).toFloat())
      : constant(() => tf.onesLike(losses));
  const factor = classWeights ? counted.mul(tf.tensor1d([...classWeights])) : counted;
  const total = normalizeWeights ? factor : counted;
  return safeRatio(pick(losses.mul(factor)).sum(1), pick(total).sum(1), 0);
}
