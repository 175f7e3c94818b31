import * as tf from "@tensorflow/tfjs";

const FIRST_STEP = 0.1;
const LARGEST_STEP = 0.2;

/**
 * Probabilities that make a scalar loss small, found by descent from ½: each pixel's step grows while its
 * gradient keeps its sign and is halved when it turns (Rprop), so that it comes to rest in a kink as
 * well as at 0 or 1.
 */
export function minimise(loss: (prediction: tf.Tensor) => tf.Tensor, shape: number[]): number[] {
  const size = shape.reduce((product, length) => product * length, 1);
  const prediction = new Float32Array(size).fill(0.5);
  const steps = new Float32Array(size).fill(FIRST_STEP);
  let signs = new Float32Array(size);
  const gradient = tf.grad(loss);
  for (let round = 0; round < 120; round++) {
    const slopes = tf.tidy(() => gradient(tf.tensor(prediction, shape)).dataSync());
    signs = signs.map((before, at) => {
      const sign = Math.sign(slopes[at] ?? 0);
      const factor = sign * before < 0 ? 0.5 : 1.2;
      steps[at] = Math.min(LARGEST_STEP, (steps[at] ?? 0) * factor);
      const moved = (prediction[at] ?? 0) - sign * (steps[at] ?? 0);
      prediction[at] = Math.min(1, Math.max(0, moved));
      return sign;
    });
  }
  return Array.from(prediction);
}
