// The oracle's words for encodings and labels, in the library's.

export function encodings(softgrad) {
  const soft = (given, x) => {
    const { alpha, activation } = given.params;
    return activation === "sigmoid"
      ? softgrad.softBinary(x, { alpha })
      : softgrad.softOneHot(x, { alpha });
  };
  return {
    "encode.softmax": (given) => (x) => softgrad.softOneHot(x, given.params),
    "encode.sigmoid": (given) => (x) => softgrad.softBinary(x, given.params),
    "encode.straightThrough": (given) => (x) => softgrad.straightThrough(soft(given, x)),
    "encode.gumbelSoftmax":
      ({ params, inputs }) =>
      (x) =>
        softgrad.gumbelSoftmax(x, {
          temperature: params.tau,
          hard: params.hard,
          noise: inputs.noise,
        }),
    "labels.fromVotes":
      ({ params, inputs }) =>
      () =>
        softgrad.labelsFromVotes(inputs.counts, { smoothing: params.laplace }),
    "labels.smooth":
      ({ params }) =>
      (_x, t) =>
        softgrad.smoothLabels(t, params.labelSmoothing),
    // Counted votes of annotators who each named one class.
    "labels.fromAnnotators":
      ({ inputs, shape }) =>
      () =>
        softgrad.labelsFromVotes(softgrad.oneHot(inputs.labels, shape[shape.length - 1]).sum(0)),
  };
}
