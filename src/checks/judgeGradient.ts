import { placeOf } from "../lib/tensors/place.js";
import { close, entriesDiffer } from "./compareNumbers.js";
import { compareShapes } from "./compareShapes.js";
import type { Tolerance } from "./comparison.js";
import { type Data, tensorData } from "./data.js";
import type { Case, Exercise, Observation } from "./exercise.js";
import { finiteDifferences, type Slopes } from "./finiteDifferences.js";
import { formatResult, formatShape, numbersOf } from "./numbers.js";

/** What is wrong with an answer's gradient. */
export interface GradientFault {
  readonly fails: string;
  readonly expected?: Data;
  readonly got?: Data;
}

type Returned = Extract<Observation, { status: "returned" }>;

/** Compares an answer's gradient with finite differences of the reference; `null` if it is right. */
export function judgeGradient(
  exercise: Exercise,
  given: Case,
  observed: Returned,
): GradientFault | null {
  const index = exercise.gradientOf;
  if (index === undefined) return null;
  const slopes = finiteDifferences(exercise.reference, given.inputs, index);
  if (slopes === null) return null;
  const expected = tensorData(slopes.shape, slopes.central);
  const named = exercise.inputNames?.[index];
  const input = named === undefined ? `input ${index}` : `"${named}"`;
  if (observed.gradientError !== undefined) {
    const fails = `the gradient with respect to ${input}: TensorFlow.js cannot take it: ${observed.gradientError}`;
    return { fails, expected };
  }
  if (observed.gradient === null || observed.gradient === undefined) {
    const fails = `the gradient with respect to ${input}: none flows back. Something cut it: dataSync, arraySync or a tensor made anew from numbers`;
    return { fails, expected };
  }
  return compareGradient(slopes, observed.gradient, gradientTolerance(exercise), input, expected);
}

/** float32 gradients are noisier than values: never asked for more than this. */
function gradientTolerance({ tolerance }: Exercise): Tolerance {
  return {
    relative: Math.max(tolerance.relative, 1e-3),
    absolute: Math.max(tolerance.absolute, 1e-4),
  };
}

function compareGradient(
  slopes: Slopes,
  gradient: Data,
  tolerance: Tolerance,
  input: string,
  expected: Data,
): GradientFault | null {
  const got = numbersOf(gradient);
  const of = `the gradient with respect to ${input}`;
  if (got === null) return { fails: `${of}: it is no tensor`, expected };
  const shape = compareShapes(slopes.shape, got.shape);
  if (shape !== null) return { fails: `${of}: ${shape}`, expected, got: gradient };
  const wrong = got.values.flatMap((value, entry) =>
    slopeFits(slopes, entry, value, tolerance) ? [] : [entry],
  );
  const first = wrong[0];
  if (first === undefined) return null;
  if (got.values.every((value) => value === 0)) {
    const fails = `${of}: it is 0 everywhere, so nothing would learn. argMax, oneHot, round and step have a gradient of 0`;
    return { fails, expected, got: gradient };
  }
  const error = (entry: number): number => {
    const distance = Math.abs((got.values[entry] ?? 0) - (slopes.central[entry] ?? 0));
    return Number.isNaN(distance) ? Number.POSITIVE_INFINITY : distance;
  };
  const worst = wrong.reduce((a, b) => (error(b) > error(a) ? b : a), first);
  const at = formatShape(placeOf(worst, slopes.shape));
  const right = formatResult(slopes.central[worst] ?? Number.NaN);
  const given = formatResult(got.values[worst] ?? Number.NaN);
  const count = entriesDiffer(wrong.length, got.values.length);
  const fails = `${of}: ${count}, most at ${at}: expected ${right}, got ${given}`;
  return { fails, expected, got: gradient };
}

function slopeFits(slopes: Slopes, entry: number, got: number, tolerance: Tolerance): boolean {
  const sides = [slopes.left[entry], slopes.central[entry], slopes.right[entry]].filter(
    (slope): slope is number => slope !== undefined && Number.isFinite(slope),
  );
  // Outside the reference's domain on both sides: there is nothing to compare with.
  if (sides.length === 0) return true;
  if (sides.some((slope) => close(slope, got, tolerance))) return true;
  return got >= Math.min(...sides) && got <= Math.max(...sides);
}
