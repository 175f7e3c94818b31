import type { Activation } from "../options.js";
import type { Prepared } from "./prepare.js";

/** How far from 1 the sum of a label row may be: float32 rounding over many classes. */
const ROW_TOLERANCE = 1e-3;

/**
 * Reads the values and throws a RangeError for the first that cannot be meant.
 *
 * Rows of zeros are allowed: that is how a pixel without a class is written. Rows of labels have to
 * sum to 1 only where the classes exclude each other, which softmax says.
 */
export function validateValues(action: string, prepared: Prepared, activation: Activation): void {
  const prediction = prepared.prediction.dataSync();
  const target = prepared.target.dataSync();
  const classes = prepared.prediction.shape[2] ?? 1;
  const kind = activation === "none" ? "prediction" : "logits";
  const where = (place: number) =>
    `pixel ${Math.floor(place / classes)} (row-major), class ${place % classes}`;
  for (const [place, value] of prediction.entries()) {
    if (!Number.isFinite(value)) {
      throw new RangeError(
        `Cannot ${action}: ${kind} must be finite, but is ${value} at ${where(place)}`,
      );
    }
    if (activation === "none" && (value < 0 || value > 1)) {
      throw new RangeError(
        `Cannot ${action}: prediction must be probabilities in [0, 1], but is ${value} at ${where(place)}; ` +
          'for logits set activation to "softmax" or "sigmoid"',
      );
    }
  }
  for (const [place, value] of target.entries()) {
    if (!(value >= 0 && value <= 1)) {
      throw new RangeError(
        `Cannot ${action}: target must be labels in [0, 1], but is ${value} at ${where(place)}; ` +
          "name pixels to leave out with ignoreIndex or mask",
      );
    }
  }
  if (activation === "softmax") assertRows(action, target, classes);
}

function assertRows(action: string, target: ArrayLike<number>, classes: number): void {
  for (let start = 0; start < target.length; start += classes) {
    let sum = 0;
    for (let c = 0; c < classes; c++) sum += target[start + c] ?? 0;
    if (sum === 0 || Math.abs(sum - 1) <= ROW_TOLERANCE) continue;
    throw new RangeError(
      `Cannot ${action}: target rows must sum to 1 or be all zeros, but pixel ${start / classes} (row-major) ` +
        `sums to ${Number(sum.toPrecision(6))}`,
    );
  }
}
