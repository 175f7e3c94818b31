import type * as tf from "@tensorflow/tfjs";
import { assertTensor } from "../tensors/checks.js";
import { kindOf } from "../tensors/shape.js";

/** Throws a TypeError unless a named loss is a function. */
export function assertFunction(action: string, name: string, value: unknown): void {
  if (typeof value === "function") return;
  throw new TypeError(
    `Cannot ${action}: ${name} must be a function of target and prediction, but is ${kindOf(value)}`,
  );
}

/** Throws a RangeError unless there are soft labels, all in [0, 1]. */
export function assertSoftTargets(action: string, targets: readonly number[]): void {
  if (targets.length === 0) {
    throw new RangeError(`Cannot ${action}: targets must have a label, but are empty`);
  }
  for (const [index, target] of targets.entries()) {
    if (target >= 0 && target <= 1) continue;
    throw new RangeError(`Cannot ${action}: targets[${index}] must be in [0, 1], but is ${target}`);
  }
}

/** The mean of what a named loss returned; throws a TypeError when that is no tensor. */
export function meanLoss(action: string, name: string, returned: unknown): tf.Scalar {
  assertTensor(action, `${name}'s result`, returned);
  return returned.mean();
}
