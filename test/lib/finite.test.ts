import * as tf from "@tensorflow/tfjs";
import fc from "fast-check";
import { expect, it } from "vitest";
import * as softgrad from "../../src/lib/index.js";
import { describeOnBackends } from "./backends.js";

const { combineLosses, softDiceLoss, softmaxCrossEntropy } = softgrad;

type Options = Record<string, unknown>;
/** A function of target and prediction whose value and gradients have to be finite. */
type Function = (target: tf.Tensor, prediction: tf.Tensor, options: never) => tf.Tensor;

/** A function with those of the options that it takes. */
const taking =
  (f: Function, names: readonly string[]): Function =>
  (target, prediction, options: Options) => {
    const own = Object.fromEntries(
      Object.entries(options).filter(([name]) => names.includes(name)),
    );
    return f(target, prediction, own as never);
  };
const common = ["mask", "ignoreIndex", "reduction"];
const weights = ["classWeights", "normalizeWeights"];
const activated = ["activation", "alpha"];
const overlap = [...common, ...weights, ...activated, "smooth", "classes", "over", "logLoss"];
const tversky = [...overlap, "falsePositiveWeight", "falseNegativeWeight", "form"];
const lovasz = [...common, ...weights, "classes", "over"];
const metric = [...common, ...activated, "smooth", "classes", "over"];

/** A metric of classes that are there: NaN is how one of a class that is not is written. */
function measuring(f: Function): Function {
  return (target, prediction, options: Options) =>
    taking(f, metric)(target, prediction, {
      ...options,
      classes: options.classes === "present" ? "all" : options.classes,
    } as never);
}

/** Functions that take the overlaps' options, from probabilities or logits. */
const overlaps: Record<string, Function> = {
  softIouLoss: taking(softgrad.softIouLoss, [...overlap, "squared"]),
  softDiceLoss: taking(softDiceLoss, [...overlap, "squared"]),
  generalizedDiceLoss: taking(softgrad.generalizedDiceLoss, [
    ...overlap.filter((name) => !weights.includes(name)),
    "weightType",
    "form",
  ]),
  tverskyLoss: taking(softgrad.tverskyLoss, tversky),
  focalTverskyLoss: taking(softgrad.focalTverskyLoss, [...tversky, "gamma"]),
  jaccardMetricLoss: taking(softgrad.jaccardMetricLoss, [...overlap, "variant"]),
  diceSemimetricLoss: taking(softgrad.diceSemimetricLoss, [...overlap, "variant"]),
  lovaszSoftmaxLoss: taking(softgrad.lovaszSoftmaxLoss, [...lovasz, ...activated]),
  brierLoss: taking(softgrad.brierLoss, [...common, ...weights, ...activated]),
  iou: measuring(softgrad.iou),
  dice: measuring(softgrad.dice),
  threadOverlap: measuring(softgrad.threadOverlap),
  brierScore: taking(softgrad.brierScore, [...common, ...activated]),
  entropy: taking(
    (_target, prediction, options) => softgrad.entropy(prediction, options),
    ["mask", "reduction", ...activated],
  ),
};

/** Functions of logits only. */
const ofLogits: Record<string, Function> = {
  softmaxCrossEntropy: taking(softmaxCrossEntropy, [...common, ...weights, "labelSmoothing"]),
  sigmoidCrossEntropy: taking(softgrad.sigmoidCrossEntropy, [
    ...common,
    ...weights,
    "labelSmoothing",
    "positiveWeight",
  ]),
  "focalLoss with sigmoid": taking(softgrad.focalLoss, [...common, ...weights, "gamma", "balance"]),
  "focalLoss with softmax": (target, logits, options: Options) =>
    taking(softgrad.focalLoss, [...common, ...weights, "gamma", "activation"])(target, logits, {
      ...options,
      activation: "softmax",
    } as never),
  lovaszHingeLoss: taking(softgrad.lovaszHingeLoss, lovasz),
  combineLosses: (target, logits, { mask }: { mask?: tf.Tensor }) =>
    combineLosses([
      [softDiceLoss, 1, { activation: "softmax", ...(mask ? { mask } : {}) }],
      [softmaxCrossEntropy, 0.5, mask ? { mask } : {}],
    ])(target, logits),
  softOneHot: taking((_target, logits, options) => softgrad.softOneHot(logits, options), ["alpha"]),
  softBinary: taking((_target, logits, options) => softgrad.softBinary(logits, options), ["alpha"]),
  gumbelSoftmax: (_target, logits, options: { hard: boolean; alpha: number }) =>
    softgrad.gumbelSoftmax(logits, { hard: options.hard, temperature: options.alpha, seed: 1 }),
  straightThrough: (_target, logits) => softgrad.straightThrough(softgrad.softOneHot(logits)),
  smoothLabels: (target) => softgrad.smoothLabels(target, 0.1),
  labelsFromVotes: (target, _logits, { smoothing }: { smoothing: number }) =>
    softgrad.labelsFromVotes(target.mul(10), { smoothing }),
  expectedCalibrationError: (target, logits) =>
    tf.scalar(softgrad.expectedCalibrationError(target, logits, { activation: "softmax" })),
};

const number = (min: number, max: number) =>
  fc.float({ min: Math.fround(min), max: Math.fround(max), noNaN: true });
/** Probabilities and labels down to the subnormal, and logits as far as float32 can add them up. */
const share = fc.oneof(fc.constantFrom(0, 0, 1, 1, 0.5, 1e-38, 1e-30, 1 - 2 ** -24), number(0, 1));
const logit = fc.oneof(
  fc.constantFrom(0, 0, -0, 1, -1, 100, -100, 1e4, -1e4, 1e15, -1e15, 1e30, -1e30),
  number(-20, 20),
);

/** Whether a gradient divides by the square of what may be 1e-18 in all: of large logits it is beyond float32. */
const overflows = ({
  target,
  options,
}: {
  target: number[];
  options: { normalizeWeights: boolean };
}) => options.normalizeWeights && target.some((value) => value > 0 && value < 1e-3);
const clipped = (value: number) => Math.max(-20, Math.min(20, value));

const problems = fc
  .record({
    batch: fc.integer({ min: 1, max: 2 }),
    spatial: fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 3 }),
    classes: fc.integer({ min: 1, max: 5 }),
  })
  .chain(({ batch, spatial, classes }) => {
    const pixels = [batch, ...spatial];
    const count = pixels.reduce((product, size) => product * size, 1);
    const many = <T>(value: fc.Arbitrary<T>, length: number) =>
      fc.array(value, { minLength: length, maxLength: length });
    const perClass = many(fc.constantFrom(0, 0.5, 1, 2), classes);
    const all = fc.constant(Array.from({ length: classes }, (_, c) => c));
    return fc.record({
      shape: fc.constant([...pixels, classes]),
      target: many(share, count * classes),
      indices: fc.option(many(fc.integer({ min: 0, max: classes }), count), { nil: undefined }),
      mask: fc.option(many(fc.constantFrom(0, 1), count), { nil: undefined }),
      logits: many(logit, count * classes),
      probabilities: many(share, count * classes),
      options: fc.record({
        activation: fc.constantFrom("none" as const, "softmax" as const, "sigmoid" as const),
        alpha: fc.constantFrom(1, 0.5, 50),
        smooth: fc.constantFrom<softgrad.Smooth>(
          1e-5,
          1,
          { numerator: 0, denominator: 1e-5 },
          { numerator: 1, denominator: 2 },
          { numerator: 1, denominator: 1e-5 },
        ),
        squared: fc.boolean(),
        classes: fc.oneof(
          fc.constantFrom("all" as const, "present" as const),
          fc.shuffledSubarray([...Array(classes).keys()], { minLength: 1 }),
          all,
        ),
        classWeights: fc.option(perClass, { nil: undefined }),
        positiveWeight: perClass,
        normalizeWeights: fc.boolean(),
        ignoreIndex: fc.constantFrom(undefined, 255, classes),
        over: fc.constantFrom("image" as const, "batch" as const),
        reduction: fc.constantFrom("none" as const, "mean" as const, "sum" as const),
        logLoss: fc.boolean(),
        variant: fc.constantFrom(1, 2),
        form: fc.constantFrom("product", "l1"),
        weightType: fc.constantFrom("square", "simple", "uniform"),
        falsePositiveWeight: fc.constantFrom(0, 0.3, 1),
        falseNegativeWeight: fc.constantFrom(0, 0.7, 1),
        gamma: fc.constantFrom(0.25, 0.75, 1, 4 / 3, 2),
        balance: fc.constantFrom(0, 0.25, 1),
        labelSmoothing: fc.constantFrom(0, 0.1, 1),
        smoothing: fc.constantFrom(0, 1),
        hard: fc.boolean(),
      }),
    });
  })
  .map((problem) => ({
    ...problem,
    logits: overflows(problem) ? problem.logits.map(clipped) : problem.logits,
  }));

type Problem = typeof problems extends fc.Arbitrary<infer P> ? P : never;

/** What is not finite among the value and its gradients by prediction and target. */
function faults(call: Function, problem: Problem, logitsOnly: boolean): string[] {
  const { options } = problem;
  const shape = [...problem.shape];
  const ofLogit = logitsOnly || options.activation !== "none";
  const x = tf.tensor(ofLogit ? problem.logits : problem.probabilities, shape);
  const t = tf.tensor(problem.target, shape);
  const given = {
    ...options,
    activation: logitsOnly && options.activation === "none" ? "sigmoid" : options.activation,
    alpha: ofLogit ? options.alpha : 1,
    ...(problem.mask ? { mask: tf.tensor(problem.mask, shape.slice(0, -1)) } : {}),
  };
  const f = (target: tf.Tensor, prediction: tf.Tensor) => call(target, prediction, given as never);
  const wrong = (what: string, made: tf.Tensor) =>
    [...made.dataSync()].every(Number.isFinite) ? [] : [what];
  const value = f(t, x);
  return [
    ...wrong("value", value),
    ...gradient("gradient of the prediction", (y) => f(t, y), x),
    ...gradient("gradient of the target", (u) => f(u, x), t),
    ...(problem.indices && shape.length > 1 ? withIndices(problem.indices) : []),
  ];

  function gradient(what: string, g: (input: tf.Tensor) => tf.Tensor, at: tf.Tensor): string[] {
    // A path of its own, without slope: where the function does not depend on the input, tf.grad throws.
    const own = (input: tf.Tensor) => g(input).sum().add(input.mul(0).sum());
    return wrong(what, tf.grad(own)(at));
  }

  function withIndices(indices: readonly number[]): string[] {
    if (shape[shape.length - 1] === 1) return [];
    const hard = tf.tensor([...indices], shape.slice(0, -1), "int32");
    return [
      ...wrong("value of indices", f(hard, x)),
      ...gradient("gradient of the prediction, of indices", (y) => f(hard, y), x),
    ];
  }
}

const names: readonly (readonly [string, Function, boolean])[] = [
  ...Object.entries(overlaps).map(([name, f]) => [name, f, false] as const),
  ...Object.entries(ofLogits).map(([name, f]) => [name, f, true] as const),
];

describeOnBackends("no NaN or infinity comes of finite input", () => {
  it.each(names)("%s", (_name, call, logitsOnly) => {
    fc.assert(
      fc.property(problems, (problem) => {
        const found = tf.tidy(() => ({ faults: faults(call, problem, logitsOnly) }));
        expect(found.faults).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });
});
