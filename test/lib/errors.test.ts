import * as tf from "@tensorflow/tfjs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as softgrad from "../../src/lib/index.js";

const { oneHot, softDiceLoss, softIouLoss, softmaxCrossEntropy, sigmoidCrossEntropy } = softgrad;

beforeAll(async () => {
  await softgrad.useBestBackend({ candidates: ["cpu"] });
  tf.engine().startScope();
});
afterAll(() => tf.engine().endScope());

const zeros = (...shape: number[]) => tf.zeros(shape);
const ints = (...shape: number[]) => tf.zeros(shape, "int32");
/** A call as plain JavaScript makes it, without the compiler's help. */
const untyped = (f: unknown, ...args: unknown[]) => (f as (...args: unknown[]) => unknown)(...args);

type Row = readonly [typeof TypeError | typeof RangeError, string, () => unknown];

const table: readonly Row[] = [
  [
    TypeError,
    "Cannot one-hot encode: indices must be a tensor, but is an array",
    () => untyped(oneHot, [0, 1], 2),
  ],
  [
    TypeError,
    "Cannot one-hot encode: indices must be int32, but are float32; convert whole numbers with indices.toInt()",
    () => oneHot(zeros(2), 2),
  ],
  [
    RangeError,
    "Cannot one-hot encode: depth must be a whole number of 1 or more, but is 0",
    () => oneHot(ints(2), 0),
  ],
  [
    RangeError,
    "Cannot one-hot encode: ignoreIndex must be a whole number, but is 0.5",
    () => oneHot(ints(2), 2, { ignoreIndex: 0.5 }),
  ],
  [
    RangeError,
    "Cannot one-hot encode: indices must be 0 to 1, but number 1 (row-major) is 7; name the pixels to leave out with ignoreIndex",
    () => oneHot(tf.tensor1d([0, 7], "int32"), 2, { validate: true }),
  ],
  [
    TypeError,
    "Cannot make soft one-hot labels: logits must be float32, but are int32; class indices have no gradient, pass the raw scores",
    () => softgrad.softOneHot(ints(2)),
  ],
  [
    RangeError,
    "Cannot make soft one-hot labels: alpha must be more than 0, but is -1",
    () => softgrad.softOneHot(zeros(2), { alpha: -1 }),
  ],
  [
    RangeError,
    "Cannot make soft binary labels: alpha must be finite, but is NaN",
    () => softgrad.softBinary(zeros(2), { alpha: Number.NaN }),
  ],
  [
    RangeError,
    "Cannot make labels from votes: votes must be 0 or more, but number 1 (row-major) is -3",
    () => softgrad.labelsFromVotes(tf.tensor1d([1, -3])),
  ],
  [
    RangeError,
    "Cannot make labels from votes: smoothing must be 0 or more, but is -1",
    () => softgrad.labelsFromVotes(zeros(2), { smoothing: -1 }),
  ],
  [
    RangeError,
    "Cannot make labels from votes: votes must be finite, but number 0 (row-major) is Infinity",
    () => softgrad.labelsFromVotes(tf.tensor1d([Infinity, 0])),
  ],
  [
    TypeError,
    "Cannot make labels from votes: votes must be of rank 1 or more, but has shape []",
    () => softgrad.labelsFromVotes(tf.scalar(1)),
  ],
  [
    TypeError,
    "Cannot make labels from votes: weights belongs to annotators' class indices, but votes are counts; give numClasses too",
    () => softgrad.labelsFromVotes(zeros(2, 2), { weights: [1, 1] }),
  ],
  [
    TypeError,
    "Cannot make labels from votes: missing belongs to annotators' class indices, but votes are counts; give numClasses too",
    () => softgrad.labelsFromVotes(zeros(2, 2), { missing: -1 }),
  ],
  [
    TypeError,
    "Cannot make labels from votes: votes must be class indices, int32, when numClasses is given, but are float32; leave numClasses out for counts",
    () => softgrad.labelsFromVotes(zeros(2, 2), { numClasses: 2 }),
  ],
  [
    RangeError,
    "Cannot make labels from votes: numClasses must be a whole number of 1 or more, but is 0",
    () => softgrad.labelsFromVotes(ints(2, 2), { numClasses: 0 }),
  ],
  [
    RangeError,
    "Cannot make labels from votes: missing must be a whole number, but is 0.5",
    () => softgrad.labelsFromVotes(ints(2, 2), { numClasses: 2, missing: 0.5 }),
  ],
  [
    RangeError,
    "Cannot make labels from votes: missing must be no class, but is 1, and the classes are 0 to 1",
    () => softgrad.labelsFromVotes(ints(2, 2), { numClasses: 2, missing: 1 }),
  ],
  [
    RangeError,
    "Cannot make labels from votes: votes must be 0 to 1, or -1 where missing, but are 2 at [1,0], annotator 1",
    () => softgrad.labelsFromVotes(tf.tensor2d([[0], [2]], [2, 1], "int32"), { numClasses: 2 }),
  ],
  [
    TypeError,
    "Cannot make labels from votes: weights must be an array of numbers, but is number",
    () => untyped(softgrad.labelsFromVotes, ints(2, 2), { numClasses: 2, weights: 1 }),
  ],
  [
    RangeError,
    "Cannot make labels from votes: weights must have one number an annotator, but has 1 (annotators=2)",
    () => softgrad.labelsFromVotes(ints(2, 2), { numClasses: 2, weights: [1] }),
  ],
  [
    RangeError,
    "Cannot make labels from votes: weights[1] must be 0 or more, but is -1",
    () => softgrad.labelsFromVotes(ints(2, 2), { numClasses: 2, weights: [1, -1] }),
  ],
  [
    RangeError,
    "Cannot measure Fleiss' kappa: votes must be whole numbers, but number 1 (row-major) is 0.5",
    () => softgrad.fleissKappa(tf.tensor1d([0, 0.5])),
  ],
  [
    RangeError,
    "Cannot measure Fleiss' kappa: votes must have a unit, but are empty",
    () => softgrad.fleissKappa(zeros(0, 2)),
  ],
  [
    RangeError,
    "Cannot measure Fleiss' kappa: units must have the same number of votes, but unit 0 has 3 and unit 1 has 2; with missing votes use krippendorffAlpha",
    () =>
      softgrad.fleissKappa(
        tf.tensor2d([
          [3, 0],
          [1, 1],
        ]),
      ),
  ],
  [
    RangeError,
    "Cannot measure Fleiss' kappa: units must have 2 votes or more, which can agree, but have 1",
    () => softgrad.fleissKappa(tf.tensor2d([[1, 0]])),
  ],
  [
    RangeError,
    'Cannot measure Krippendorff\'s alpha: level must be one of "nominal", "ordinal", "interval", but is "ratio"',
    () => untyped(softgrad.krippendorffAlpha, zeros(1, 2), { level: "ratio" }),
  ],
  [
    RangeError,
    "Cannot count the confusion: classNames must have one name a class, but has 1 (batch=1, classes=2)",
    () => softgrad.confusionCounts(zeros(1, 2), zeros(1, 2), { classNames: ["sky"] }),
  ],
  [
    RangeError,
    "Cannot smooth labels: amount must be 1 or less, but is 2",
    () => softgrad.smoothLabels(zeros(2), 2),
  ],
  [
    RangeError,
    "Cannot sample with Gumbel noise: temperature must be more than 0, but is 0",
    () => softgrad.gumbelSoftmax(zeros(1, 2), { temperature: 0 }),
  ],
  [
    TypeError,
    "Cannot sample with Gumbel noise: noise must have the logits' shape [1,2], but has [2]",
    () => softgrad.gumbelSoftmax(zeros(1, 2), { noise: zeros(2) }),
  ],
  [
    TypeError,
    "Cannot sample with Gumbel noise: noise must be a tensor, but is an array",
    () => untyped(softgrad.gumbelSoftmax, zeros(1, 2), { noise: [0, 0] }),
  ],
  [
    TypeError,
    "Cannot sample with Gumbel noise: noise must be float32, but is int32",
    () => softgrad.gumbelSoftmax(zeros(1, 2), { noise: ints(1, 2) }),
  ],
  [
    TypeError,
    "Cannot compute the soft Dice loss: prediction must be [batch, ...spatial, classes], but has shape [3]",
    () => softDiceLoss(zeros(3), zeros(3)),
  ],
  [
    TypeError,
    "Cannot compute the soft Dice loss: prediction must be float32, but is int32, which carries no gradient; pass softOneHot(logits) or softBinary(logits) instead of a hard tensor",
    () => softDiceLoss(zeros(1, 3), ints(1, 3)),
  ],
  [
    TypeError,
    "Cannot compute the soft Dice loss: target must be a tensor, but is undefined",
    () => untyped(softDiceLoss, undefined, zeros(1, 3)),
  ],
  [
    TypeError,
    "Cannot compute the soft Dice loss: target must have the prediction's shape [2,4,4,3] (batch=2, spatial=4×4, classes=3), or be its class indices [2,4,4], but has shape [2,4,3]",
    () => softDiceLoss(zeros(2, 4, 3), zeros(2, 4, 4, 3)),
  ],
  [
    TypeError,
    "Cannot compute the soft IoU loss: target of class indices must be int32, but is float32; convert it with target.toInt()",
    () => softIouLoss(zeros(2, 4), zeros(2, 4, 3)),
  ],
  [
    TypeError,
    "Cannot compute the soft IoU loss: mask must be [batch, ...spatial], [2,4] here, but has shape [4]",
    () => softIouLoss(zeros(2, 4, 3), zeros(2, 4, 3), { mask: zeros(4) }),
  ],
  [
    RangeError,
    'Cannot compute the soft IoU loss: activation must be one of "none", "softmax", "sigmoid", but is "relu"',
    () => untyped(softIouLoss, zeros(1, 2), zeros(1, 2), { activation: "relu" }),
  ],
  [
    RangeError,
    'Cannot compute the soft IoU loss: alpha sharpens logits, so it needs activation "softmax" or "sigmoid", but activation is "none"',
    () => softIouLoss(zeros(1, 2), zeros(1, 2), { alpha: 2 }),
  ],
  [
    RangeError,
    "Cannot compute the soft IoU loss: smooth must be 0 or more, but is -1",
    () => softIouLoss(zeros(1, 2), zeros(1, 2), { smooth: -1 }),
  ],
  [
    RangeError,
    "Cannot compute the soft IoU loss: smooth.denominator must be 0 or more, but is -1",
    () => softIouLoss(zeros(1, 2), zeros(1, 2), { smooth: { numerator: 0, denominator: -1 } }),
  ],
  [
    RangeError,
    'Cannot compute the soft IoU loss: over must be one of "image", "batch", but is "pixel"',
    () => untyped(softIouLoss, zeros(1, 2), zeros(1, 2), { over: "pixel" }),
  ],
  [
    RangeError,
    "Cannot compute the soft IoU loss: classes must be 0 to 1, but name 2 (batch=1, classes=2)",
    () => softIouLoss(zeros(1, 2), zeros(1, 2), { classes: [2] }),
  ],
  [
    RangeError,
    "Cannot compute the soft IoU loss: classes must name each class once, but are 0, 0",
    () => softIouLoss(zeros(1, 2), zeros(1, 2), { classes: [0, 0] }),
  ],
  [
    RangeError,
    "Cannot compute the soft IoU loss: classes must name at least one class, but is empty",
    () => softIouLoss(zeros(1, 2), zeros(1, 2), { classes: [] }),
  ],
  [
    RangeError,
    "Cannot compute the soft IoU loss: classWeights must have one number a class, but has 1 (batch=1, classes=2)",
    () => softIouLoss(zeros(1, 2), zeros(1, 2), { classWeights: [1] }),
  ],
  [
    RangeError,
    "Cannot compute the soft IoU loss: classWeights[1] must be 0 or more, but is -1",
    () => softIouLoss(zeros(1, 2), zeros(1, 2), { classWeights: [1, -1] }),
  ],
  [
    RangeError,
    'Cannot compute the soft IoU loss: reduction must be one of "none", "mean", "sum", but is "average"',
    () => untyped(softIouLoss, zeros(1, 2), zeros(1, 2), { reduction: "average" }),
  ],
  [
    TypeError,
    "Cannot compute the softmax cross-entropy: logits must be float32, but are int32; class indices have no gradient, pass the raw scores",
    () => softgrad.softmaxCrossEntropy(ints(1, 2), ints(1, 2)),
  ],
  [
    TypeError,
    "Cannot compute the sigmoid cross-entropy: logits must be float32, but are int32; class indices have no gradient, pass the raw scores",
    () => softgrad.sigmoidCrossEntropy(ints(1, 2), ints(1, 2)),
  ],
  [
    TypeError,
    "Cannot compute the focal loss: logits must be float32, but are int32; class indices have no gradient, pass the raw scores",
    () => softgrad.focalLoss(ints(1, 2), ints(1, 2)),
  ],
  [
    TypeError,
    "Cannot compute the Lovász hinge loss: logits must be float32, but are int32; class indices have no gradient, pass the raw scores",
    () => softgrad.lovaszHingeLoss(ints(1, 2), ints(1, 2)),
  ],
  [
    RangeError,
    "Cannot compute the softmax cross-entropy: labelSmoothing must be 1 or less, but is 1.5",
    () => softmaxCrossEntropy(zeros(1, 2), zeros(1, 2), { labelSmoothing: 1.5 }),
  ],
  [
    RangeError,
    "Cannot compute the softmax cross-entropy: ignoreIndex must be a whole number, but is 0.5",
    () => softmaxCrossEntropy(zeros(1, 2), zeros(1, 2), { ignoreIndex: 0.5 }),
  ],
  [
    RangeError,
    "Cannot compute the softmax cross-entropy: ignoreIndex must be no label, but is 0, and the target has a class axis (batch=2, spatial=4, classes=3); pass class indices as the target, or a mask",
    () => softmaxCrossEntropy(zeros(2, 4, 3), zeros(2, 4, 3), { ignoreIndex: 0 }),
  ],
  [
    RangeError,
    "Cannot measure the IoU: ignoreIndex must be no label, but is 1, and the target has a class axis (batch=1, classes=2); pass class indices as the target, or a mask",
    () => softgrad.iou(zeros(1, 2), zeros(1, 2), { ignoreIndex: 1 }),
  ],
  [
    RangeError,
    "Cannot compute the softmax cross-entropy: target rows must sum to 1 or be all zeros, but pixel 1 (row-major) sums to 0.5",
    () =>
      softmaxCrossEntropy(
        tf.tensor2d([
          [1, 0],
          [0.25, 0.25],
        ]),
        zeros(2, 2),
        { validate: true },
      ),
  ],
  [
    RangeError,
    "Cannot compute the softmax cross-entropy: logits must be finite, but is NaN at pixel 0 (row-major), class 1",
    () => softmaxCrossEntropy(zeros(1, 2), tf.tensor2d([[0, Number.NaN]]), { validate: true }),
  ],
  [
    RangeError,
    "Cannot compute the sigmoid cross-entropy: target must be labels in [0, 1], but is 255 at pixel 0 (row-major), class 0; name pixels to leave out with ignoreIndex or mask",
    () => sigmoidCrossEntropy(tf.tensor2d([[255]]), zeros(1, 1), { validate: true }),
  ],
  [
    RangeError,
    "Cannot compute the sigmoid cross-entropy: positiveWeight must have one number a class, but has 2 (batch=1, classes=1)",
    () => sigmoidCrossEntropy(zeros(1, 1), zeros(1, 1), { positiveWeight: [1, 2] }),
  ],
  [
    RangeError,
    'Cannot compute the soft Dice loss: prediction must be probabilities in [0, 1], but is 3 at pixel 0 (row-major), class 0; for logits set activation to "softmax" or "sigmoid"',
    () => softDiceLoss(zeros(1, 1), tf.tensor2d([[3]]), { validate: true }),
  ],
  [
    RangeError,
    "Cannot compute the Tversky loss: falsePositiveWeight must be 0 or more, but is -1",
    () => softgrad.tverskyLoss(zeros(1, 1), zeros(1, 1), { falsePositiveWeight: -1 }),
  ],
  [
    RangeError,
    "Cannot compute the focal Tversky loss: gamma must be more than 0, but is 0",
    () => softgrad.focalTverskyLoss(zeros(1, 1), zeros(1, 1), { gamma: 0 }),
  ],
  [
    RangeError,
    "Cannot compute the Jaccard metric loss: variant must be 1 or 2, but is 3",
    () => untyped(softgrad.jaccardMetricLoss, zeros(1, 1), zeros(1, 1), { variant: 3 }),
  ],
  [
    TypeError,
    "Cannot measure the IoU: prediction must be class indices, int32, when numClasses is given, but is float32; leave numClasses out for probabilities",
    () => softgrad.iou(ints(1, 2), zeros(1, 2), { numClasses: 2 }),
  ],
  [
    TypeError,
    "Cannot check a gradient: f must be a function of tensors, but is undefined",
    () => untyped(softgrad.checkGradient, undefined, zeros(1)),
  ],
  [
    TypeError,
    "Cannot check a gradient: input 0 must be a float32 tensor, but is int32",
    () => softgrad.checkGradient((x) => x, ints(1)),
  ],
  ...(
    [
      [
        "compute the Tversky loss",
        () => untyped(softgrad.tverskyLoss, zeros(1, 2), zeros(1, 2), { squared: true }),
        "squared is no option here; the options are activation, alpha, smooth, classes, over, logLoss, classWeights, normalizeWeights, mask, ignoreIndex, reduction, validate, falsePositiveWeight, falseNegativeWeight, form",
      ],
      [
        "compute the generalized Dice loss",
        () =>
          untyped(softgrad.generalizedDiceLoss, zeros(1, 2), zeros(1, 2), { classWeights: [1, 2] }),
        "classWeights is no option here; the options are activation, alpha, smooth, logLoss, weightType, form, classes, over, mask, ignoreIndex, reduction, validate",
      ],
      [
        "compute the Lovász hinge loss",
        () => untyped(softgrad.lovaszHingeLoss, zeros(1, 2), zeros(1, 2), { alpha: 2 }),
        "alpha is no option here; the options are classes, over, classWeights, normalizeWeights, mask, ignoreIndex, reduction, validate",
      ],
      [
        "compute the softmax cross-entropy",
        () => untyped(softmaxCrossEntropy, zeros(1, 2), zeros(1, 2), { reducton: "sum" }),
        "reducton is no option here; the options are labelSmoothing, classWeights, normalizeWeights, mask, ignoreIndex, reduction, validate",
      ],
      [
        "compute the focal loss",
        () => untyped(softgrad.focalLoss, zeros(1, 2), zeros(1, 2), "softmax"),
        "options must be an object, but is string",
      ],
      [
        "compute the soft Dice loss",
        () => untyped(softDiceLoss, zeros(1, 2), zeros(1, 2), { classWeights: 2 }),
        "classWeights must be an array of numbers, one a class, but is number",
      ],
      [
        "compute the soft Dice loss",
        () => untyped(softDiceLoss, zeros(1, 2), zeros(1, 2), { mask: [1] }),
        "mask must be a tensor, but is an array",
      ],
      [
        "compute the soft Dice loss",
        () => untyped(softDiceLoss, zeros(1, 2), [[0, 1]]),
        "prediction must be a tensor, but is an array",
      ],
    ] as const
  ).map(([action, act, state]): Row => [TypeError, `Cannot ${action}: ${state}`, act]),
  ...(
    [
      [
        "compute the focal loss",
        () => softgrad.focalLoss(zeros(1, 2), zeros(1, 2), { balance: 2 }),
        "balance must be in [0, 1], but is 2",
      ],
      [
        "compute the focal loss",
        () => softgrad.focalLoss(zeros(1, 2), zeros(1, 2), { balance: 0.5, activation: "softmax" }),
        'balance weighs positives against negatives, so it needs activation "sigmoid", but activation is "softmax"; use classWeights',
      ],
      [
        "compute the focal loss",
        () => softgrad.focalLoss(zeros(1, 2), zeros(1, 2), { gamma: -1 }),
        "gamma must be 0 or more, but is -1",
      ],
      [
        "compute the Lovász-softmax loss",
        () =>
          softgrad.lovaszSoftmaxLoss(zeros(1, 2), tf.tensor2d([[0, Infinity]]), {
            activation: "softmax",
            validate: true,
          }),
        "logits must be finite, but is Infinity at pixel 0 (row-major), class 1",
      ],
      [
        "compute the generalized Dice loss",
        () =>
          untyped(softgrad.generalizedDiceLoss, zeros(1, 2), zeros(1, 2), { weightType: "cube" }),
        'weightType must be one of "square", "simple", "uniform", but is "cube"',
      ],
      [
        "compute the Tversky loss",
        () => untyped(softgrad.tverskyLoss, zeros(1, 2), zeros(1, 2), { form: "l2" }),
        'form must be one of "product", "l1", but is "l2"',
      ],
      [
        "compute the Brier loss",
        () => softgrad.brierLoss(tf.tensor2d([[Number.NaN]]), zeros(1, 1), { validate: true }),
        "target must be labels in [0, 1], but is NaN at pixel 0 (row-major), class 0; name pixels to leave out with ignoreIndex or mask",
      ],
      [
        "compute the soft IoU loss",
        () => softIouLoss(tf.tensor1d([0, 3], "int32"), zeros(2, 3), { validate: true }),
        "target of class indices must be 0 to 2, but number 1 (row-major) is 3; name the pixels to leave out with ignoreIndex",
      ],
      [
        "compute the softmax cross-entropy",
        () => softmaxCrossEntropy(tf.tensor1d([255], "int32"), zeros(1, 3), { validate: true }),
        "target of class indices must be 0 to 2, but number 0 (row-major) is 255; name the pixels to leave out with ignoreIndex",
      ],
      [
        "count the confusion",
        () => softgrad.confusionCounts(tf.tensor1d([0, 3], "int32"), zeros(2, 3)),
        "target of class indices must be 0 to 2, but number 1 (row-major) is 3; name the pixels to leave out with ignoreIndex",
      ],
      [
        "count the confusion",
        () => softgrad.confusionCounts(ints(2), tf.tensor1d([0, 2], "int32"), { numClasses: 2 }),
        "prediction of class indices must be 0 to 1, but number 1 (row-major) is 2; name the pixels to leave out with ignoreIndex",
      ],
      [
        "measure the IoU",
        () => softgrad.iou(ints(2), ints(2), { numClasses: 0 }),
        "numClasses must be a whole number of 1 or more, but is 0",
      ],
      [
        "measure the calibration error",
        () => softgrad.expectedCalibrationError(zeros(2, 1), zeros(2, 1), { bins: 0 }),
        "bins must be a whole number of 1 or more, but is 0",
      ],
      [
        "draw the landscape",
        () => softgrad.landscapeFigure({ Dice: (p) => p }, { points: 1 }),
        "points must be a whole number of 2 or more, but is 1",
      ],
      [
        "draw the landscape",
        () => softgrad.landscapeFigure({ Dice: (p) => p }, { range: [1, 0] }),
        "range must rise, but is [1, 0]",
      ],
      ...(
        [
          [{ range: [0, 0] }, "range must rise, but is [0, 0]"],
          [{ range: [0, Infinity] }, "range[1] must be finite, but is Infinity"],
          [{ start: [0, Number.NaN] }, "start[1] must be finite, but is NaN"],
          [{ steps: 0.5 }, "steps must be a whole number of 1 or more, but is 0.5"],
          [{ learningRate: 0 }, "learningRate must be more than 0, but is 0"],
        ] as const
      ).map(
        ([options, state]) =>
          [
            "draw the landscape map",
            () => softgrad.landscapeMapFigure((z) => z, options),
            state,
          ] as const,
      ),
      [
        "draw masks",
        () => softgrad.maskFigure({ t: [[0]] }, { range: [0, Number.NaN] }),
        "range[1] must be finite, but is NaN",
      ],
      [
        "draw the saturation",
        () => untyped(softgrad.saturationFigure, [1], { quantity: "slope" }),
        'quantity must be one of "value", "gradient", "both", but is "slope"',
      ],
    ] as const
  ).map(([action, act, state]): Row => [RangeError, `Cannot ${action}: ${state}`, act]),
  ...[
    ["compute the Brier loss", () => softgrad.brierLoss(zeros(1, 2), zeros(1, 2), { alpha: 2 })],
    ["measure the entropy", () => softgrad.entropy(zeros(1, 2), { alpha: 2 })],
    ["measure the reliability", () => softgrad.reliability(zeros(1, 2), zeros(1, 2), { alpha: 2 })],
  ].map(
    ([action, act]): Row => [
      RangeError,
      `Cannot ${action}: alpha sharpens logits, so it needs activation "softmax" or "sigmoid", but activation is "none"`,
      act as () => unknown,
    ],
  ),
  [
    RangeError,
    "Cannot measure the reliability: prediction must hold numbers, but pixel 1 (row-major) holds NaN",
    () => softgrad.reliability(zeros(2, 1), tf.tensor2d([[0.5], [Number.NaN]])),
  ],
  [
    RangeError,
    "Cannot check a gradient: step must be more than 0, but is 0",
    () => softgrad.checkGradient((x) => x, zeros(1), { step: 0 }),
  ],
  [
    RangeError,
    "Cannot check a gradient: relative must be 0 or more, but is -1",
    () => softgrad.checkGradient((x) => x, zeros(1), { relative: -1 }),
  ],
  [
    RangeError,
    'Cannot count the confusion: over must be one of "image", "batch", but is "class"',
    () => untyped(softgrad.confusionCounts, zeros(1, 2, 1), zeros(1, 2, 1), { over: "class" }),
  ],
  [
    RangeError,
    'Cannot measure the reliability: strategy must be one of "uniform", "quantile", but is "mass"',
    () => untyped(softgrad.reliability, zeros(2, 1), zeros(2, 1), { strategy: "mass" }),
  ],
  [
    RangeError,
    "Cannot draw the landscape map: points must be a whole number of 2 or more, but is 1",
    () => softgrad.landscapeMapFigure((z) => z, { points: 1 }),
  ],
  [
    TypeError,
    "Cannot draw the landscape map: loss must be a function of two logits, but is number",
    () => untyped(softgrad.landscapeMapFigure, 3),
  ],
  [
    RangeError,
    "Cannot draw the saturation: alphas must have a value, but are empty",
    () => softgrad.saturationFigure([], { slider: true }),
  ],
  [
    RangeError,
    "Cannot draw the saturation: alphas[1] must be more than 0, but is 0",
    () => softgrad.saturationFigure([1, 0]),
  ],
  [
    RangeError,
    "Cannot draw the saturation: reach must be more than 0, but is -4",
    () => softgrad.saturationFigure([1], { reach: -4 }),
  ],
  [
    TypeError,
    "Cannot draw the landscape map: range must be an array of two numbers, but is number",
    () => untyped(softgrad.landscapeMapFigure, (z: tf.Tensor) => z, { range: 4 }),
  ],
  [
    TypeError,
    "Cannot draw the landscape: losses must name one function, but names none",
    () => softgrad.landscapeFigure({}),
  ],
  [
    TypeError,
    "Cannot draw the landscape: Dice must be a function, but is number",
    () => untyped(softgrad.landscapeFigure, { Dice: 1 }),
  ],
  [
    TypeError,
    "Cannot make a figure: data must be an array of traces, but is an object",
    () => untyped(softgrad.figure, {}),
  ],
  [
    TypeError,
    "Cannot make a figure: frames[0] must be a frame, but is number",
    () => untyped(softgrad.figure, [], {}, { frames: [1] }),
  ],
  [
    TypeError,
    "Cannot make a figure: data[0] must be a trace, but is number",
    () => untyped(softgrad.figure, [1]),
  ],
  [
    TypeError,
    "Cannot draw masks: target must be [height, width], but has shape [4]",
    () => softgrad.maskFigure({ target: zeros(4) }),
  ],
  [
    TypeError,
    "Cannot draw the landscape: Dice must return a number or a tensor with one element, but returned a tensor of shape [2]",
    () => softgrad.landscapeFigure({ Dice: () => zeros(2) }),
  ],
  ...(
    [
      [
        "reliability",
        () => softgrad.reliabilityFigure({}),
        "results must name one result, but are empty",
      ],
      [
        "reliability",
        () => untyped(softgrad.reliabilityFigure, { model: 1 }),
        "model must be what reliability(target, prediction) returns, but is number",
      ],
      [
        "minimisers",
        () => softgrad.minimiserFigure({}),
        "losses must name one loss, but are empty",
      ],
      [
        "minimisers",
        () => untyped(softgrad.minimiserFigure, { Dice: 1 }),
        "Dice must be a function of target and prediction, but is number",
      ],
      [
        "minimisers",
        () => untyped(softgrad.minimiserFigure, { Dice: () => 1 }),
        "Dice's result must be a tensor, but is number",
      ],
      [
        "gradient",
        () => softgrad.gradientFigure(zeros(2, 2), zeros(2, 2), softDiceLoss),
        "prediction must be [batch, height, width, classes], but has shape [2,2]",
      ],
      [
        "gradient",
        () => softgrad.gradientFigure(ints(1, 2, 2), zeros(1, 2, 2, 1), softDiceLoss),
        "target must have the prediction's shape [1,2,2,1], but has [1,2,2]; encode class indices with oneHot(indices, depth)",
      ],
      [
        "gradient",
        () => untyped(softgrad.gradientFigure, zeros(1, 2, 2, 1), zeros(1, 2, 2, 1), "Dice"),
        "loss must be a function of target and prediction, but is string",
      ],
    ] as const
  ).map(([what, act, state]): Row => [TypeError, `Cannot draw the ${what}: ${state}`, act]),
  ...(
    [
      ["targets must have a label, but are empty", []],
      ["targets[1] must be in [0, 1], but is 2", [0, 2]],
      ["targets[0] must be in [0, 1], but is NaN", [Number.NaN]],
    ] as const
  ).map(
    ([state, targets]): Row => [
      RangeError,
      `Cannot draw the minimisers: ${state}`,
      () => softgrad.minimiserFigure({ Dice: softDiceLoss }, { targets }),
    ],
  ),
  ...(
    [
      ["image must be 0 to 0, but is 1", { image: 1 }],
      ["classIndex must be 0 to 0, but is -1", { classIndex: -1 }],
      [
        'alpha sharpens logits, so it needs activation "softmax" or "sigmoid", but activation is "none"',
        { alpha: 2 },
      ],
    ] as const
  ).map(
    ([state, options]): Row => [
      RangeError,
      `Cannot draw the gradient: ${state}`,
      () => softgrad.gradientFigure(zeros(1, 2, 2, 1), zeros(1, 2, 2, 1), softDiceLoss, options),
    ],
  ),
];

describe("error texts", () => {
  it.each(table)("%o: %s", (type, message, act) => {
    const tensors = tf.memory().numTensors;
    let thrown: unknown;
    try {
      act();
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(type);
    expect((thrown as Error).message).toBe(message);
    // Only the arguments, made in the call, are left.
    expect(tf.memory().numTensors - tensors).toBeLessThanOrEqual(3);
  });

  it("are of 40 wrong inputs and more, and differ from each other", () => {
    expect(table.length).toBeGreaterThanOrEqual(40);
    expect(new Set(table.map(([, message]) => message)).size).toBe(table.length);
  });
});

const [one, two] = [() => zeros(1, 1), () => zeros(1, 2)];
const overlapMetricOptions =
  "numClasses, over, classes, reduction, smooth, activation, alpha, mask, ignoreIndex";
const reliabilityOptions = "bins, strategy, activation, alpha, mask, ignoreIndex";

/** Each function that takes options beside the losses: what it does, a call of it, and its options. */
const optionTable: Record<string, readonly [string, (wrong: object) => unknown, string]> = {
  oneHot: ["one-hot encode", (o) => oneHot(ints(2), 2, o), "ignoreIndex, validate"],
  softOneHot: ["make soft one-hot labels", (o) => softgrad.softOneHot(two(), o), "alpha"],
  softBinary: ["make soft binary labels", (o) => softgrad.softBinary(two(), o), "alpha"],
  gumbelSoftmax: [
    "sample with Gumbel noise",
    (o) => softgrad.gumbelSoftmax(two(), o),
    "temperature, hard, noise, seed",
  ],
  labelsFromVotes: [
    "make labels from votes",
    (o) => softgrad.labelsFromVotes(two(), o),
    "numClasses, missing, weights, smoothing",
  ],
  fleissKappa: [
    "measure Fleiss' kappa",
    (o) => softgrad.fleissKappa(two(), o),
    "numClasses, missing",
  ],
  krippendorffAlpha: [
    "measure Krippendorff's alpha",
    (o) => softgrad.krippendorffAlpha(two(), o),
    "numClasses, missing, level",
  ],
  iou: ["measure the IoU", (o) => softgrad.iou(two(), two(), o), overlapMetricOptions],
  dice: [
    "measure the Dice coefficient",
    (o) => softgrad.dice(two(), two(), o),
    overlapMetricOptions,
  ],
  threadOverlap: [
    "measure the thread's overlap",
    (o) => softgrad.threadOverlap(two(), two(), o),
    overlapMetricOptions,
  ],
  confusionCounts: [
    "count the confusion",
    (o) => softgrad.confusionCounts(two(), two(), o),
    "over, numClasses, classNames, mask, ignoreIndex",
  ],
  entropy: [
    "measure the entropy",
    (o) => softgrad.entropy(two(), o),
    "activation, alpha, mask, reduction",
  ],
  reliability: [
    "measure the reliability",
    (o) => softgrad.reliability(two(), two(), o),
    reliabilityOptions,
  ],
  expectedCalibrationError: [
    "measure the calibration error",
    (o) => softgrad.expectedCalibrationError(two(), two(), o),
    reliabilityOptions,
  ],
  brierScore: [
    "measure the Brier score",
    (o) => softgrad.brierScore(two(), two(), o),
    "activation, alpha, classWeights, normalizeWeights, mask, ignoreIndex, reduction, validate",
  ],
  checkGradient: [
    "check a gradient",
    (o) => softgrad.checkGradient((x) => x, one(), o),
    "step, relative, absolute",
  ],
  figure: ["make a figure", (o) => softgrad.figure([], {}, o), "description, frames"],
  curveFigure: [
    "draw curves",
    (o) => softgrad.curveFigure({ loss: [1] }, o),
    "x, title, xTitle, yTitle, yRange, markers, description",
  ],
  gradientFigure: [
    "draw the gradient",
    (o) => softgrad.gradientFigure(zeros(1, 1, 1, 1), zeros(1, 1, 1, 1), softDiceLoss, o),
    "image, classIndex, values, title, description, activation, alpha",
  ],
  landscapeFigure: [
    "draw the landscape",
    (o) => softgrad.landscapeFigure({ Dice: (p) => p }, o),
    "range, points, title, axis, description",
  ],
  landscapeMapFigure: [
    "draw the landscape map",
    (o) => softgrad.landscapeMapFigure((z) => z, o),
    "range, points, start, steps, learningRate, title, axes, description",
  ],
  maskFigure: [
    "draw masks",
    (o) => softgrad.maskFigure({ target: two() }, o),
    "title, range, values, description",
  ],
  minimiserFigure: [
    "draw the minimisers",
    (o) => softgrad.minimiserFigure({ Dice: softDiceLoss }, o),
    "targets, title, description",
  ],
  reliabilityFigure: [
    "draw the reliability",
    (o) => softgrad.reliabilityFigure({ model: softgrad.reliability(one(), one()) }, o),
    "title, description",
  ],
  saturationFigure: [
    "draw the saturation",
    (o) => softgrad.saturationFigure([1], o),
    "quantity, slider, reach, description",
  ],
};

describe("options that there are not", () => {
  it.each(Object.entries(optionTable))("are refused by %s", (_name, [action, act, known]) => {
    expect(() => act({ seeed: 1 })).toThrow(
      new TypeError(`Cannot ${action}: seeed is no option here; the options are ${known}`),
    );
  });

  it("are refused by useBestBackend", async () => {
    await expect(untyped(softgrad.useBestBackend, { backend: "cpu" })).rejects.toThrow(
      "Cannot choose a backend: backend is no option here; the options are candidates, log",
    );
  });
});

describe("PyTorch's order of arguments", () => {
  const losses = Object.entries(softgrad).filter(([name]) => /(Loss|CrossEntropy)$/.test(name));
  it.each(losses)("is seen by %s", (_name, loss) => {
    expect(() => untyped(loss, zeros(2, 4, 3), ints(2, 4))).toThrow(
      /^Cannot compute .*: the target comes first, then the prediction, but class indices \[2,4\] came second, after float32 \[2,4,3\]$/,
    );
  });
});
