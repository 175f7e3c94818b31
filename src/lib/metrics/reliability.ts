import * as tf from "@tensorflow/tfjs";
import type { ActivationOptions, MaskOptions } from "../losses/options.js";
import { activate } from "../losses/shared/activate.js";
import { assertActivation } from "../losses/shared/assertOptions.js";
import { prepare } from "../losses/shared/prepare.js";
import { assertKnown } from "../tensors/assertKnown.js";
import { assertCount, assertPrediction, assertWord } from "../tensors/checks.js";
import { type Pixel, quantiles, type Reliability, summarize, uniform } from "./reliabilityBins.js";

export interface ReliabilityOptions extends MaskOptions, ActivationOptions {
  /** Number of bins; 15 when absent. */
  readonly bins?: number;
  /**
   * "uniform": bins of equal width; "quantile": bins of an equal number of pixels, which do not leave
   * the rare confidences to a handful of pixels; "uniform" when absent. Equal confidences share a bin.
   */
  readonly strategy?: "uniform" | "quantile";
}

/**
 * Compares how sure predictions are with how often they are right, in bins of confidence.
 *
 * With several classes the confidence is the largest probability, and a pixel is right by its
 * label of that class (which may be soft). With one class it is the probability of the class,
 * compared with the label. Reads the values; it has no gradient.
 *
 * @param target labels `[batch, ...spatial, classes]` in [0, 1], or class indices `[batch, ...spatial]`, int32.
 * @param prediction `[batch, ...spatial, classes]`, float32: probabilities, or logits when `activation` says so.
 * @throws {TypeError} for a wrong type or shape.
 * @throws {RangeError} for a wrong option, or NaN in a prediction that counts.
 * @see Guo et al., "On Calibration of Modern Neural Networks" (ICML 2017)
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { reliability } from "softgrad";
 * const prediction = tf.tensor2d([[0.9], [0.9], [0.2]]);
 * const { bins, expectedError } = reliability(tf.tensor2d([[1], [0], [0]]), prediction, { bins: 2 });
 * console.log(bins.length, expectedError); // 2 0.33…
 * ```
 */
export function reliability(
  target: tf.Tensor,
  prediction: tf.Tensor,
  options: ReliabilityOptions = {},
): Reliability {
  return measureReliability("measure the reliability", target, prediction, options);
}

/** `reliability` under the name of what it is measured for. */
export function measureReliability(
  action: string,
  target: tf.Tensor,
  prediction: tf.Tensor,
  options: ReliabilityOptions,
): Reliability {
  assertKnown(action, options, ["bins", "strategy", "activation", "alpha", "mask", "ignoreIndex"]);
  const { bins = 15, strategy = "uniform" } = options;
  assertPrediction(action, prediction);
  assertActivation(action, options);
  assertCount(action, "bins", bins);
  assertWord(action, "strategy", strategy, ["uniform", "quantile"]);
  const pixels = readPixels(action, target, prediction, options);
  return summarize(pixels, strategy === "uniform" ? uniform(bins) : quantiles(pixels, bins));
}

function readPixels(
  action: string,
  target: tf.Tensor,
  prediction: tf.Tensor,
  options: ReliabilityOptions,
): Pixel[] {
  const pixels: Pixel[] = [];
  tf.tidy(() => {
    const prepared = prepare(action, target, prediction, options);
    const p = activate(prepared, options).dataSync();
    const [t, counted] = [prepared.target.dataSync(), prepared.counted?.dataSync()];
    const classes = prepared.target.shape[2] ?? 1;
    for (let start = 0; start < p.length; start += classes) {
      if (counted && !counted[start / classes]) continue;
      const row = Array.from(p.subarray(start, start + classes));
      const confidence = Math.max(...row);
      if (Number.isNaN(confidence)) {
        throw new RangeError(
          `Cannot ${action}: prediction must hold numbers, but pixel ${start / classes} (row-major) holds NaN`,
        );
      }
      pixels.push({ confidence, right: t[start + row.indexOf(confidence)] ?? 0 });
    }
  });
  return pixels;
}
