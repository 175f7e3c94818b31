import type * as tf from "@tensorflow/tfjs";
import { assertNumber, assertTensor } from "../tensors/checks.js";
import { kindOf } from "../tensors/shape.js";

/** Throws a TypeError unless a named loss is a function. */
export function assertFunction(action: string, name: string, value: unknown): void {
  if (typeof value === "function") return;
  throw new TypeError(
    `Cannot ${action}: ${name} must be a function of target and prediction, but is ${kindOf(value)}`,
  );
}

/** Throws a TypeError unless at least one function is named. */
export function assertCurves(action: string, name: string, functions: object): void {
  const entries = typeof functions === "object" && functions ? Object.entries(functions) : [];
  if (entries.length === 0) {
    throw new TypeError(`Cannot ${action}: ${name} must name one function, but names none`);
  }
  for (const [key, value] of entries) {
    if (typeof value === "function") continue;
    throw new TypeError(`Cannot ${action}: ${key} must be a function, but is ${kindOf(value)}`);
  }
}

/** Throws unless two finite numbers rise. */
export function assertRange(action: string, range: readonly [number, number]): void {
  assertPair(action, "range", range);
  if (range[0] < range[1]) return;
  throw new RangeError(`Cannot ${action}: range must rise, but is [${range.join(", ")}]`);
}

/** Throws unless the value is two finite numbers. */
export function assertPair(action: string, name: string, value: unknown): void {
  if (!Array.isArray(value) || value.length !== 2) {
    throw new TypeError(
      `Cannot ${action}: ${name} must be an array of two numbers, but is ${kindOf(value)}`,
    );
  }
  for (const [index, number] of value.entries()) assertNumber(action, `${name}[${index}]`, number);
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
