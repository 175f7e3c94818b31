// The oracle's words for metrics, in the library's.

export function metrics(softgrad) {
  const overlap =
    (name) =>
    ({ params, inputs }) =>
    (_x, _t, reduction) =>
      softgrad[name](inputs.labels, inputs.predLabels, {
        numClasses: params.numClasses,
        over: params.aggregation === "global" ? "batch" : "image",
        ...(params.ignoreIndex === undefined ? {} : { ignoreIndex: params.ignoreIndex }),
        reduction: reduction === "perClass" ? "none" : reduction,
      });
  return {
    "metric.hardIoU": overlap("iou"),
    "metric.hardDice": overlap("dice"),
    "metric.entropy":
      ({ params }) =>
      (x, _t, reduction) =>
        softgrad.entropy(x, { activation: params.activation, reduction }),
    "metric.ece":
      ({ params, inputs, tf }) =>
      (x, t, which) => {
        const found = softgrad.reliability(t ?? inputs.labels, x, {
          bins: params.numBins,
          activation: params.activation,
        });
        return tf.scalar(which === "ece" ? found.expectedError : found.maximumError);
      },
  };
}
