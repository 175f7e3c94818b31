import * as tf from "@tensorflow/tfjs";
import { constant } from "../../gradients/stopGradient.js";

/** The smallest overlap whose logarithm is taken, as in segmentation-models-pytorch. */
export const LEAST_OVERLAP = 1e-7;

/** −log of the overlap, floored by a constant, so that no overlap at all still has a gradient. */
export function negativeLog(score: tf.Tensor): tf.Tensor {
  return score
    .add(constant(() => tf.relu(tf.sub(LEAST_OVERLAP, score))))
    .log()
    .neg();
}
