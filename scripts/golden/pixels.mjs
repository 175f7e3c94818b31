// The oracle's words for losses of single pixels, in the library's.

export function pixelLosses(softgrad) {
  const masked = ({ inputs }) => (inputs.validMask ? { mask: inputs.validMask } : {});
  const crossEntropy = ({ params }) => ({
    labelSmoothing: params.labelSmoothing ?? 0,
    ...(params.classWeights ? { classWeights: params.classWeights } : {}),
  });
  return {
    bceWithLogits: (given) => (x, t, reduction) =>
      softgrad.sigmoidCrossEntropy(t, x, {
        reduction,
        ...masked(given),
        ...(given.params.posWeight ? { positiveWeight: given.params.posWeight } : {}),
      }),
    softCrossEntropy: (given) => (x, t, reduction) =>
      softgrad.softmaxCrossEntropy(t, x, { reduction, ...masked(given), ...crossEntropy(given) }),
    // PyTorch divides the mean of class indices by the weights of the labels.
    crossEntropyIndices: (given) => (x, _t, reduction) =>
      softgrad.softmaxCrossEntropy(given.inputs.labels, x, {
        reduction,
        ...crossEntropy(given),
        normalizeWeights: true,
        ...(given.params.ignoreIndex === undefined
          ? {}
          : { ignoreIndex: given.params.ignoreIndex }),
      }),
    focalSigmoid:
      ({ params }) =>
      (x, t, reduction) =>
        softgrad.focalLoss(t, x, {
          reduction,
          gamma: params.gamma,
          ...(params.alpha === undefined ? {} : { balance: params.alpha }),
        }),
    focalSoftmax:
      ({ params }) =>
      (x, t, reduction) =>
        softgrad.focalLoss(t, x, {
          reduction,
          activation: "softmax",
          gamma: params.gamma,
          ...(params.classAlpha ? { classWeights: params.classAlpha } : {}),
        }),
    "metric.brier":
      ({ params }) =>
      (x, t, reduction) =>
        softgrad.brierLoss(t, x, { reduction, activation: params.activation }),
  };
}
