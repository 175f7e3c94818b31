import type * as tf from "@tensorflow/tfjs";
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
  const weights = constant(() => lovaszWeights(errors, target, counted, groups));
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
