import type { Data } from "../../data.js";
import { integers, tensor, upTo } from "./plain.js";
import { oneHotRow, softmax } from "./rows.js";

/** A source of numbers in [0, 1), as `generate` gets one. */
export type Random = () => number;

/** A whole number from `low` up to and with `high`. */
export const integer = (random: Random, low: number, high: number): number =>
  low + Math.floor(random() * (high - low + 1));

export const between = (random: Random, low: number, high: number): number =>
  low + random() * (high - low);

const area = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);

/** Logits in [−size, size], `[...outer, classes]`. */
export const logits = (random: Random, shape: readonly number[], size = 3): Data =>
  tensor(
    shape,
    upTo(area(shape)).map(() => between(random, -size, size)),
  );

/** Class numbers below `classes`, shape `outer`. */
export const classIndices = (random: Random, outer: readonly number[], classes: number): Data =>
  integers(
    outer,
    upTo(area(outer)).map(() => integer(random, 0, classes - 1)),
  );

/** One-hot labels `[...outer, classes]`; only the classes in `present` occur. */
export function hardLabels(
  random: Random,
  outer: readonly number[],
  classes: number,
  present: readonly number[] = upTo(classes),
): Data {
  const rows = upTo(area(outer)).flatMap(() =>
    oneHotRow(present[integer(random, 0, present.length - 1)] ?? 0, classes),
  );
  return tensor([...outer, classes], rows);
}

/** Probabilities that sum to one over the classes, `[...outer, classes]`. */
export function softLabels(random: Random, outer: readonly number[], classes: number): Data {
  const rows = upTo(area(outer)).flatMap(() =>
    softmax(upTo(classes).map(() => between(random, -2, 2))),
  );
  return tensor([...outer, classes], rows);
}
