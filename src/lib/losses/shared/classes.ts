import * as tf from "@tensorflow/tfjs";
import { axesText } from "../../tensors/shape.js";

/** Throws a RangeError unless the list names classes of the prediction, each once. */
export function assertClasses(
  action: string,
  classes: readonly number[],
  shape: readonly number[],
): void {
  const count = shape[shape.length - 1] ?? 0;
  if (classes.length === 0) {
    throw new RangeError(`Cannot ${action}: classes must name at least one class, but is empty`);
  }
  for (const index of classes) {
    if (Number.isInteger(index) && index >= 0 && index < count) continue;
    throw new RangeError(
      `Cannot ${action}: classes must be 0 to ${count - 1}, but name ${index} (${axesText(shape)})`,
    );
  }
  if (new Set(classes).size < classes.length) {
    throw new RangeError(
      `Cannot ${action}: classes must name each class once, but are ${classes.join(", ")}`,
    );
  }
}

/**
 * Picks columns of `[rows, classes]`, in the order given.
 *
 * By a product with a 0/1 matrix: the gradient of `tf.gather` has no kernel on the wasm backend.
 */
export function pickClasses(values: tf.Tensor, classes: readonly number[]): tf.Tensor {
  const count = values.shape[1] ?? 1;
  const picks = Array.from({ length: count }, (_, row) =>
    classes.map((index) => (index === row ? 1 : 0)),
  );
  return tf.matMul(values as tf.Tensor2D, tf.tensor2d(picks, [count, classes.length]));
}
