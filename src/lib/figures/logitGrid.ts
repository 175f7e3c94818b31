import * as tf from "@tensorflow/tfjs";
import { meanLoss } from "./assertions.js";

/** Two logits. */
export type Place = readonly [number, number];

/** A loss of two logits `[2]`, and the action that errors name. */
export interface LogitLoss {
  readonly action: string;
  readonly loss: (logits: tf.Tensor) => tf.Tensor;
}

/** Places of a square grid, row by row. */
export function grid([first, last]: Place, count: number): Place[] {
  const at = (index: number) => first + ((last - first) * index) / (count - 1);
  return Array.from({ length: count * count }, (_, i) => [
    at(i % count),
    at(Math.floor(i / count)),
  ]);
}

/** The loss at a place. */
export function heightOf({ action, loss }: LogitLoss, [a, b]: Place): number {
  return tf.tidy(() => {
    const height = meanLoss(action, "loss", loss(tf.tensor1d([a, b])));
    return { value: height.dataSync()[0] ?? Number.NaN };
  }).value;
}

/** The loss's gradient at a place. */
export function slopeAt({ action, loss }: LogitLoss, at: Place): Place {
  const [a = 0, b = 0] = tf.tidy(() => {
    const gradient = tf.grad((z) => meanLoss(action, "loss", loss(z)));
    return { values: Array.from(gradient(tf.tensor1d([...at])).dataSync()) };
  }).values;
  return [a, b];
}

/** The places that a gradient descent comes by, from its start to its end. */
export function descend(
  loss: LogitLoss,
  start: Place,
  steps: number,
  learningRate: number,
): readonly Place[] {
  const path: Place[] = [start];
  for (let step = 0; step < steps; step++) {
    const [a, b] = path.at(-1) ?? start;
    const [da, db] = slopeAt(loss, [a, b]);
    path.push([a - learningRate * da, b - learningRate * db]);
  }
  return path;
}
