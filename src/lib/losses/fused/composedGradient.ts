import * as tf from "@tensorflow/tfjs";
import { constant } from "../../gradients/stopGradient.js";
import { sign } from "../../numerics/sign.js";
import { activate } from "../shared/activate.js";
import type { Prepared } from "../shared/prepare.js";
import type { OverlapSettings, SumSlopes } from "./overlapInput.js";

/**
 * The gradient of an overlap's sums by the prediction, from operations that can be differentiated again.
 *
 * g = i t + s (2sp when squared) + d sign(p − t), then through the activation: softmax α p (g − Σ g p),
 * sigmoid α p (1 − p) g.
 */
export function predictionGradient(
  prepared: Prepared,
  settings: OverlapSettings,
  [i, s, , d]: SumSlopes,
): tf.Tensor {
  const { activation, alpha } = settings;
  const p = activate(prepared, settings);
  const g = prepared.target
    .mul(across(i))
    .add(sizeSlope(p, across(s), settings))
    .add(signOf(p, prepared.target).mul(across(d)));
  switch (activation) {
    case "none":
      return prepared.counted ? g.mul(prepared.counted) : g;
    case "softmax": {
      const weighted = g.mul(p);
      return weighted.sub(p.mul(weighted.sum(-1, true))).mul(alpha);
    }
    case "sigmoid":
      return g.mul(p.mul(tf.sub(1, p))).mul(alpha);
  }
}

/** The gradient of an overlap's sums by the target: i p + s (2st when squared) − d sign(p − t). */
export function targetGradient(
  prepared: Prepared,
  settings: OverlapSettings,
  [i, , s, d]: SumSlopes,
): tf.Tensor {
  const p = activate(prepared, settings);
  return p
    .mul(across(i))
    .add(sizeSlope(prepared.target, across(s), settings))
    .sub(signOf(p, prepared.target).mul(across(d)));
}

/** Slopes `[groups, classes]` in the shape in which they are broadcast over the pixels of their group. */
function across(slopes: tf.Tensor): tf.Tensor {
  return slopes.expandDims(1);
}

function sizeSlope(x: tf.Tensor, slope: tf.Tensor, { squared }: OverlapSettings): tf.Tensor {
  return squared ? x.mul(slope).mul(2) : slope;
}

function signOf(p: tf.Tensor, t: tf.Tensor): tf.Tensor {
  return constant(() => sign(p.sub(t)));
}
