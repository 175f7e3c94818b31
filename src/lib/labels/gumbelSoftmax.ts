import * as tf from "@tensorflow/tfjs";
import { softmax } from "../numerics/softmax.js";
import { assertKnown } from "../tensors/assertKnown.js";
import { assertLogits, assertPositive, assertTensor } from "../tensors/checks.js";
import type { Soft } from "../tensors/gradientTypes.js";
import { sameShape, shapeText } from "../tensors/shape.js";
import { straightThrough } from "./straightThrough.js";

export interface GumbelSoftmaxOptions {
  /** τ, more than 0; 1 when absent. Small values give nearly hard samples. */
  readonly temperature?: number;
  /** Hard samples with the soft samples' gradient (straight-through); false when absent. */
  readonly hard?: boolean;
  /** Gumbel noise of the logits' shape, instead of drawn noise. */
  readonly noise?: tf.Tensor;
  /** Seed of the drawn noise; without it every call draws other noise. */
  readonly seed?: number;
}

/**
 * Draws soft samples of the classes, through which the gradient flows (Gumbel-softmax).
 *
 * The softmax runs over the last axis; u is uniform in (0, 1). The arg max of a row is distributed as
 * softmax(logits).
 *
 * @formula p = softmax((logits + g) / τ), g = −log(−log u)
 * @param logits `[..., classes]`, float32.
 * @returns samples of the same shape, float32, each row summing to 1.
 * @throws {TypeError} when logits or noise is no float tensor, or their shapes differ.
 * @throws {RangeError} when the temperature is not a finite number above 0.
 * @see Jang, Gu, Poole, "Categorical Reparameterization with Gumbel-Softmax" (ICLR 2017)
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { gumbelSoftmax } from "softgrad";
 * const sample = gumbelSoftmax(tf.tensor2d([[2, 1, 0]]), { temperature: 0.5, hard: true, seed: 1 });
 * sample.sum().print(); // 1
 * ```
 */
export function gumbelSoftmax(logits: tf.Tensor, options: GumbelSoftmaxOptions = {}): Soft {
  const action = "sample with Gumbel noise";
  assertKnown(action, options, ["temperature", "hard", "noise", "seed"]);
  assertLogits(action, logits);
  const { temperature = 1, hard = false, noise, seed } = options;
  assertPositive(action, "temperature", temperature);
  if (noise !== undefined) assertNoise(action, noise, logits.shape);
  return tf.tidy(() => {
    const soft = softmax(logits.add(noise ?? gumbelNoise(logits.shape, seed)).div(temperature));
    return hard ? straightThrough(soft) : (soft as Soft);
  });
}

function assertNoise(action: string, noise: unknown, shape: readonly number[]): void {
  assertTensor(action, "noise", noise);
  if (noise.dtype !== "float32") {
    throw new TypeError(`Cannot ${action}: noise must be float32, but is ${noise.dtype}`);
  }
  if (!sameShape(noise.shape, shape)) {
    throw new TypeError(
      `Cannot ${action}: noise must have the logits' shape ${shapeText(shape)}, but has ${shapeText(noise.shape)}`,
    );
  }
}

function gumbelNoise(shape: number[], seed?: number): tf.Tensor {
  // The smallest positive normal float32 keeps log(u) finite, and 1 - 2^-24 keeps -log(u) above 0.
  const uniform = tf
    .randomUniform(shape, 0, 1, "float32", seed)
    .clipByValue(1.1754944e-38, 1 - 2 ** -24);
  return uniform.log().neg().log().neg();
}
