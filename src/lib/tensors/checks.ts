import type * as tf from "@tensorflow/tfjs";
import { axesText, isTensor, kindOf, shapeText } from "./shape.js";

/** Throws a TypeError unless the value is a tensor of a rank that the action can use. */
export function assertTensor(
  action: string,
  name: string,
  value: unknown,
  minimumRank = 0,
): asserts value is tf.Tensor {
  if (!isTensor(value)) {
    throw new TypeError(`Cannot ${action}: ${name} must be a tensor, but is ${kindOf(value)}`);
  }
  if (value.rank < minimumRank) {
    const wanted =
      minimumRank === 2 ? "[batch, ...spatial, classes]" : `of rank ${minimumRank} or more`;
    throw new TypeError(
      `Cannot ${action}: ${name} must be ${wanted}, but has shape ${shapeText(value.shape)}`,
    );
  }
}

/** Throws unless a prediction is a float tensor `[batch, ...spatial, classes]`. */
export function assertPrediction(action: string, value: unknown): asserts value is tf.Tensor {
  assertTensor(action, "prediction", value, 2);
  if (value.dtype !== "float32") {
    throw new TypeError(
      `Cannot ${action}: prediction must be float32, but is ${value.dtype}, which carries no gradient; ` +
        "pass softOneHot(logits) or softBinary(logits) instead of a hard tensor",
    );
  }
}

/** Throws a TypeError unless the logits are a float tensor. */
export function assertLogits(action: string, logits: unknown, minimumRank = 2): void {
  assertTensor(action, "logits", logits, minimumRank);
  if (logits.dtype !== "float32") {
    throw new TypeError(
      `Cannot ${action}: logits must be float32, but are ${logits.dtype}; class indices have no gradient, pass the raw scores`,
    );
  }
}

/** Throws a RangeError unless the value is a finite number that is at least `minimum`. */
export function assertNumber(
  action: string,
  name: string,
  value: unknown,
  minimum = -Infinity,
): void {
  if (typeof value !== "number") {
    throw new TypeError(`Cannot ${action}: ${name} must be a number, but is ${kindOf(value)}`);
  }
  if (!Number.isFinite(value) || value < minimum) {
    const wanted = minimum === -Infinity ? "finite" : `${minimum} or more`;
    throw new RangeError(`Cannot ${action}: ${name} must be ${wanted}, but is ${value}`);
  }
}

/** Throws a RangeError unless the value is a finite number above 0. */
export function assertPositive(action: string, name: string, value: unknown): void {
  assertNumber(action, name, value);
  if (Number(value) <= 0) {
    throw new RangeError(`Cannot ${action}: ${name} must be more than 0, but is ${value}`);
  }
}

/** Throws a RangeError unless the value is a whole number that is at least `minimum`. */
export function assertCount(action: string, name: string, value: unknown, minimum = 1): void {
  if (Number.isInteger(value) && Number(value) >= minimum) return;
  throw new RangeError(
    `Cannot ${action}: ${name} must be a whole number of ${minimum} or more, but is ${value}`,
  );
}

/** Throws a RangeError unless the value is one of the words given. */
export function assertWord(
  action: string,
  name: string,
  value: unknown,
  words: readonly string[],
): void {
  if (typeof value !== "string" || !words.includes(value)) {
    const list = words.map((word) => `"${word}"`).join(", ");
    throw new RangeError(
      `Cannot ${action}: ${name} must be one of ${list}, but is ${JSON.stringify(value)}`,
    );
  }
}

/** Throws unless there is one number of 0 or more for each class. */
export function assertPerClass(
  action: string,
  name: string,
  values: readonly number[],
  shape: readonly number[],
): void {
  const classes = shape[shape.length - 1];
  if (!Array.isArray(values)) {
    throw new TypeError(
      `Cannot ${action}: ${name} must be an array of numbers, one a class, but is ${kindOf(values)}`,
    );
  }
  if (values.length !== classes) {
    throw new RangeError(
      `Cannot ${action}: ${name} must have one number a class, but has ${values.length} (${axesText(shape)})`,
    );
  }
  for (const [index, value] of values.entries())
    assertNumber(action, `${name}[${index}]`, value, 0);
}
