// The oracle's words for overlap losses, in the library's.

/** Options shared by all overlap losses. */
export function overlapOptions({ params, inputs, shape }) {
  const classes = shape[shape.length - 1];
  const first = params.includeBackground === false ? 1 : 0;
  return {
    ...(params.activation ? { activation: params.activation } : {}),
    over: params.batch ? "batch" : "image",
    ...(first > 0 ? { classes: Array.from({ length: classes - 1 }, (_, index) => index + 1) } : {}),
    ...(params.activeClasses ? { classes: params.activeClasses } : {}),
    // The oracle weighs the classes that are left; the library has one weight for every class.
    ...(params.classWeights
      ? { classWeights: [...Array(first).fill(1), ...params.classWeights] }
      : {}),
    ...(params.weightNorm === "sum" ? { normalizeWeights: true } : {}),
    ...(params.logLoss ? { logLoss: true } : {}),
    ...(params.squared ? { squared: true } : {}),
    ...(inputs.validMask ? { mask: inputs.validMask } : {}),
    smooth: params.smooth ?? { numerator: params.smoothNr ?? 0, denominator: params.smoothDr ?? 0 },
  };
}

export function overlapLosses(softgrad) {
  const of =
    (loss, own = () => ({})) =>
    (given) =>
    (x, t, reduction) =>
      softgrad[loss](t, x, { ...overlapOptions(given), ...own(given.params), reduction });
  const lovasz =
    (loss) =>
    ({ params, inputs }) =>
    (x, t, reduction) =>
      softgrad[loss](t, x, {
        reduction,
        over: params.perImage ? "image" : "batch",
        ...(params.activation ? { activation: params.activation } : {}),
        ...(params.classes ? { classes: params.classes } : {}),
        ...(inputs.validMask ? { mask: inputs.validMask } : {}),
      });
  const tversky = ({ alpha, beta, form }) => ({
    falsePositiveWeight: alpha,
    falseNegativeWeight: beta,
    form,
  });
  return {
    softIoU: of("softIouLoss"),
    softDice: of("softDiceLoss"),
    jml1: of("jaccardMetricLoss", () => ({ variant: 1 })),
    jml2: of("jaccardMetricLoss", () => ({ variant: 2 })),
    dml1: of("diceSemimetricLoss", () => ({ variant: 1 })),
    dml2: of("diceSemimetricLoss", () => ({ variant: 2 })),
    tversky: of("tverskyLoss", tversky),
    focalTversky: of("focalTverskyLoss", (params) => ({ ...tversky(params), gamma: params.gamma })),
    generalizedDice: of("generalizedDiceLoss", ({ weightType, form }) => ({
      weightType,
      ...(form ? { form } : {}),
    })),
    lovaszSoftmax: lovasz("lovaszSoftmaxLoss"),
    lovaszHinge: lovasz("lovaszHingeLoss"),
    // A metric, in [0, 1/2]; the oracle states one minus it.
    threadRatio: (given) => (x, t, reduction) => {
      const { classes, classWeights, ...options } = overlapOptions(given);
      const { tf } = given;
      const scores = softgrad.threadOverlap(t, x, options);
      const losses = tf.sub(1, scores);
      const weighted = classWeights ? losses.mul(tf.tensor1d(classWeights)) : losses;
      const kept = classes
        ? weighted.slice(weighted.shape.map((_, axis) => (axis === weighted.rank - 1 ? 1 : 0)))
        : weighted;
      return reduction === "none" ? kept : kept[reduction]();
    },
  };
}
