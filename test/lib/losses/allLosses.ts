import type * as tf from "@tensorflow/tfjs";
import * as softgrad from "../../../src/lib/index.js";

/** A loss with one set of options, from targets and logits. */
export interface LossCase {
  readonly name: string;
  readonly loss: (target: tf.Tensor, logits: tf.Tensor, own?: softgrad.LossOptions) => tf.Tensor;
  /** Whether its value stays within [0, 1]. */
  readonly bounded: boolean;
}

const { softDiceLoss, softIouLoss } = softgrad;

const overlaps: Record<string, typeof softgrad.softIouLoss> = {
  softIouLoss,
  softDiceLoss,
  tverskyLoss: softgrad.tverskyLoss,
  focalTverskyLoss: softgrad.focalTverskyLoss,
  jaccardMetricLoss: softgrad.jaccardMetricLoss,
  diceSemimetricLoss: softgrad.diceSemimetricLoss,
  generalizedDiceLoss: softgrad.generalizedDiceLoss,
};

const overlapOptions: Record<string, softgrad.OverlapOptions> = {
  "with softmax": { activation: "softmax" },
  "with sigmoid": { activation: "sigmoid" },
  "over the batch": { activation: "softmax", over: "batch" },
  "with alpha 2": { activation: "softmax", alpha: 2 },
  "with smooth 1 above only": { activation: "sigmoid", smooth: { numerator: 1, denominator: 2 } },
  "without smooth": { activation: "softmax", smooth: 0 },
  "of present classes": { activation: "softmax", classes: "present" },
  "of classes 2 and 0": { activation: "softmax", classes: [2, 0] },
  "as a logarithm": { activation: "softmax", logLoss: true },
};

const pixels: readonly LossCase[] = [
  {},
  { labelSmoothing: 0.1 },
  { classWeights: [0.5, 2, 1.5] },
  { classWeights: [0.5, 2, 1.5], normalizeWeights: true },
].flatMap((options) => [
  {
    name: `softmaxCrossEntropy ${JSON.stringify(options)}`,
    loss: (target, logits, own) =>
      softgrad.softmaxCrossEntropy(target, logits, { ...options, ...own }),
    bounded: false,
  },
  {
    name: `sigmoidCrossEntropy ${JSON.stringify(options)}`,
    loss: (target, logits, own) =>
      softgrad.sigmoidCrossEntropy(target, logits, { ...options, ...own }),
    bounded: false,
  },
]);

/** Every loss with every option that changes how it is computed. */
export const allLosses: readonly LossCase[] = [
  ...Object.entries(overlaps).flatMap(([name, loss]) =>
    Object.entries(overlapOptions).map(([what, options]) => ({
      name: `${name} ${what}`,
      loss: (target: tf.Tensor, logits: tf.Tensor, own?: softgrad.LossOptions) =>
        loss(target, logits, { ...options, ...own }),
      bounded: !options.logLoss,
    })),
  ),
  ...Object.entries({ softIouLoss, softDiceLoss }).flatMap(([name, loss]) => [
    {
      name: `${name} squared`,
      loss: (target: tf.Tensor, logits: tf.Tensor, own?: softgrad.LossOptions) =>
        loss(target, logits, { activation: "softmax", squared: true, ...own }),
      bounded: true,
    },
    {
      name: `${name} with class weights`,
      loss: (target: tf.Tensor, logits: tf.Tensor, own?: softgrad.LossOptions) =>
        loss(target, logits, {
          activation: "softmax",
          classWeights: [1, 0.5, 2],
          ...own,
        }),
      bounded: false,
    },
    {
      name: `${name} with normalized class weights`,
      loss: (target: tf.Tensor, logits: tf.Tensor, own?: softgrad.LossOptions) =>
        loss(target, logits, {
          activation: "softmax",
          classWeights: [1, 0.5, 2],
          normalizeWeights: true,
          ...own,
        }),
      bounded: false,
    },
  ]),
  ...pixels,
  {
    name: "sigmoidCrossEntropy with positive weights",
    loss: (target, logits, own) =>
      softgrad.sigmoidCrossEntropy(target, logits, { positiveWeight: [2, 0.5, 3], ...own }),
    bounded: false,
  },
  ...[
    { gamma: 2 },
    { gamma: 0.5, balance: 0.25 },
    { gamma: 2, activation: "softmax" as const },
    { gamma: 0.5, activation: "softmax" as const, classWeights: [0.5, 2, 1.5] },
  ].map((options) => ({
    name: `focalLoss ${JSON.stringify(options)}`,
    loss: (target: tf.Tensor, logits: tf.Tensor, own?: softgrad.LossOptions) =>
      softgrad.focalLoss(target, logits, { ...options, ...own }),
    bounded: false,
  })),
  ...(["softmax", "sigmoid"] as const).map((activation) => ({
    name: `brierLoss with ${activation}`,
    loss: (target: tf.Tensor, logits: tf.Tensor, own?: softgrad.LossOptions) =>
      softgrad.brierLoss(target, logits, { activation, ...own }),
    bounded: false,
  })),
];
