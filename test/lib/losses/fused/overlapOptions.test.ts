import * as tf from "@tensorflow/tfjs";
import fc from "fast-check";
import { expect, it } from "vitest";
import * as softgrad from "../../../../src/lib/index.js";
import { describeOnBackends } from "../../backends.js";
import {
  type ClassSums,
  isSmoothAt,
  type OverlapCase,
  overlapLosses,
  overlapSlopes,
} from "./overlapOracle.js";

type Loss = (target: tf.Tensor, prediction: tf.Tensor, options: object) => tf.Tensor;

interface Measure {
  readonly loss: Loss;
  readonly parts: (sums: ClassSums) => readonly [number, number];
  /** Options that make the library's loss that measure. */
  readonly own?: object;
  readonly canSquare?: boolean;
  readonly hasGamma?: boolean;
}

const common = (s: ClassSums) => (s.prediction + s.target - s.difference) / 2;
const tversky = (shared: number, s: ClassSums): readonly [number, number] => [
  shared,
  shared + 0.3 * (s.prediction - shared) + 0.7 * (s.target - shared),
];
const weights = { falsePositiveWeight: 0.3, falseNegativeWeight: 0.7 };

const measures: readonly Measure[] = [
  {
    loss: softgrad.softDiceLoss,
    parts: (s) => [2 * s.shared, s.prediction + s.target],
    canSquare: true,
  },
  {
    loss: softgrad.softIouLoss,
    parts: (s) => [s.shared, s.prediction + s.target - s.shared],
    canSquare: true,
  },
  {
    loss: softgrad.jaccardMetricLoss,
    parts: (s) => [2 * common(s), s.prediction + s.target + s.difference],
  },
  {
    loss: softgrad.jaccardMetricLoss,
    own: { variant: 2 },
    parts: (s) => [s.shared, s.shared + s.difference],
  },
  {
    loss: softgrad.diceSemimetricLoss,
    parts: (s) => [2 * common(s), s.prediction + s.target],
  },
  {
    loss: softgrad.focalTverskyLoss,
    own: { ...weights, form: "product" },
    parts: (s) => tversky(s.shared, s),
    hasGamma: true,
  },
  {
    loss: softgrad.focalTverskyLoss,
    own: { ...weights, form: "l1" },
    parts: (s) => tversky(common(s), s),
    hasGamma: true,
  },
];

/**
 * One to nine pixels an image in up to three dimensions; often one, which kernels take four images at
 * a time; sometimes more than the sixteen values of a chunk.
 */
const sizes = fc.record({
  batch: fc.integer({ min: 1, max: 9 }),
  spatial: fc.constantFrom(
    [1],
    [1],
    [1, 1],
    [2],
    [3],
    [5],
    [2, 2],
    [1, 7],
    [2, 4],
    [3, 1, 3],
    [17],
    [5, 7],
  ),
  classes: fc.integer({ min: 1, max: 6 }),
  over: fc.constantFrom("image" as const, "batch" as const),
  activation: fc.constantFrom("none" as const, "softmax" as const, "sigmoid" as const),
  measure: fc.constantFrom(...measures),
});

const problems = sizes.chain((size) => {
  const { batch, spatial, classes, activation, measure } = size;
  const pixels = spatial.reduce((a, b) => a * b, batch);
  const list = <Value>(item: fc.Arbitrary<Value>, length: number) =>
    fc.array(item, { minLength: length, maxLength: length });
  const [least, most] = activation === "none" ? [1, 14] : [-60, 60];
  const unit = activation === "none" ? 16 : 20;
  const inRange = fc.integer({ min: least, max: most }).map((k) => (k + 0.5) / unit);
  const gammas = measure.hasGamma ? [1, 0.5, 4 / 3, 2] : [1];
  const some = fc.subarray([...new Array(classes).keys()], { minLength: 1 });
  return fc.record({
    measure: fc.constant(measure),
    given: fc.record<OverlapCase>({
      ...constants({ batch, spatial, classes, activation, over: size.over, parts: measure.parts }),
      x: list(inRange, pixels * classes),
      t: list(fc.constantFrom(0, 0.125, 0.5, 0.875, 1), pixels * classes),
      counts: list(fc.constantFrom(true, true, false), pixels),
      alpha: activation === "none" ? fc.constant(1) : fc.constantFrom(1, 2.5),
      squared: measure.canSquare ? fc.boolean() : fc.constant(false),
      smooth: fc.constantFrom(
        { numerator: 0.01, denominator: 0.01 },
        { numerator: 1, denominator: 1 },
        { numerator: 0.25, denominator: 0.5 },
      ),
      which: fc.oneof(
        fc.constant("all" as const),
        fc.constant("present" as const),
        some.chain((list) => fc.shuffledSubarray(list, { minLength: list.length })),
      ),
      weights: fc.option(list(fc.constantFrom(0, 0.5, 2), classes), { nil: undefined }),
      normalizeWeights: fc.boolean(),
      logLoss: fc.boolean(),
      gamma: fc.constantFrom(...gammas),
      reduction: fc.constantFrom("none" as const, "sum" as const, "mean" as const),
    }),
    leftOutBy: fc.constantFrom("nothing" as const, "mask" as const, "ignoreIndex" as const),
  });
});

/** Each value as what is always drawn. */
function constants<Values extends object>(values: Values) {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, fc.constant(value)]),
  ) as { [Name in keyof Values]: fc.Arbitrary<Values[Name]> };
}

const IGNORED = 255;

/** Losses, and their gradients by prediction and target, of the library. */
function run({ measure, given, leftOutBy }: Drawn) {
  const { batch, spatial, classes, counts } = given;
  const shape = [batch, ...spatial, classes];
  const labels =
    leftOutBy === "ignoreIndex"
      ? given.t.map((label, at) => (counts[Math.floor(at / classes)] ? label : IGNORED))
      : given.t;
  return tf.tidy(() => {
    const options = {
      ...measure.own,
      ...(measure.canSquare ? { squared: given.squared } : {}),
      ...(measure.hasGamma ? { gamma: given.gamma } : {}),
      ...(given.weights ? { classWeights: given.weights } : {}),
      ...(leftOutBy === "mask" ? { mask: tf.tensor(counts.map(Number), [batch, ...spatial]) } : {}),
      ...(leftOutBy === "ignoreIndex" ? { ignoreIndex: IGNORED } : {}),
      activation: given.activation,
      alpha: given.alpha,
      over: given.over,
      smooth: given.smooth,
      classes: given.which,
      normalizeWeights: given.normalizeWeights && given.weights !== undefined,
      logLoss: given.logLoss,
      reduction: given.reduction,
    };
    const loss = (t: tf.Tensor, x: tf.Tensor) => measure.loss(t, x, options);
    const t = tf.tensor([...labels], shape);
    const x = tf.tensor([...given.x], shape);
    const value = loss(t, x);
    const dy = Array.from({ length: value.size }, (_, at) => 0.5 + (at % 5) / 4);
    const slopes = tf.grads(loss)([t, x], tf.tensor(dy, value.shape));
    const [byTarget, byPrediction] = slopes.map((slope) => [...slope.dataSync()]);
    return { value: [...value.dataSync()], byTarget, byPrediction, dy };
  });
}

type Drawn = typeof problems extends fc.Arbitrary<infer Value> ? Value : never;

function expectNear(what: string, found: readonly number[] = [], wanted: readonly number[]): void {
  expect(found.length, `how many: ${what}`).toBe(wanted.length);
  const size = Math.max(1, ...wanted.map(Math.abs));
  for (const [place, value] of wanted.entries()) {
    const distance = Math.abs((found[place] ?? Number.NaN) - value);
    expect(distance, `${what} at ${place}`).toBeLessThan(2e-5 * size);
  }
}

describeOnBackends("overlap losses with any options are those of loops in float64", () => {
  it("value, gradient by the prediction, gradient by the target", () => {
    fc.assert(
      fc.property(problems, (drawn) => {
        const given = {
          ...drawn.given,
          counts: drawn.given.counts.map((counts) => counts || drawn.leftOutBy === "nothing"),
          normalizeWeights: drawn.given.normalizeWeights && drawn.given.weights !== undefined,
        };
        fc.pre(isSmoothAt(given));
        const { value, byTarget, byPrediction, dy } = run({ ...drawn, given });
        expectNear("value", value, overlapLosses(given));
        expectNear("gradient by the prediction", byPrediction, overlapSlopes(given, "x", dy));
        expectNear("gradient by the target", byTarget, overlapSlopes(given, "t", dy));
      }),
      { numRuns: 120 },
    );
  });
});
