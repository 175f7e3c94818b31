import type * as tf from "@tensorflow/tfjs";
import { sigmoid } from "../../numerics/sigmoid.js";
import { softmax } from "../../numerics/softmax.js";
import type { ActivationOptions } from "../options.js";
import type { Prepared } from "./prepare.js";

/** Probabilities `[batch, pixels, classes]`, zero at the pixels that do not count. */
export function activate({ prediction, counted }: Prepared, options: ActivationOptions): tf.Tensor {
  const { activation = "none", alpha = 1 } = options;
  if (activation === "none") return prediction;
  const sharp = alpha === 1 ? prediction : prediction.mul(alpha);
  const soft = activation === "softmax" ? softmax(sharp) : sigmoid(sharp);
  return counted ? soft.mul(counted) : soft;
}
