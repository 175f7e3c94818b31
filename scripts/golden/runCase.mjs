// Runs one golden case and compares it with what it expects.

/** `{status: "passed"}`, `{status: "failed", reasons}` or `{status: "unmapped"}`. */
export function runCase(golden, table, tf) {
  const entry = table[golden.loss];
  if (!entry) return { status: "unmapped" };
  tf.engine().startScope();
  try {
    const reasons = compareCase(golden, entry, tf);
    return reasons.length === 0 ? { status: "passed" } : { status: "failed", reasons };
  } catch (cause) {
    return {
      status: "failed",
      reasons: [`it threw: ${cause instanceof Error ? cause.message : cause}`],
    };
  } finally {
    tf.engine().endScope();
  }
}

function compareCase(golden, entry, tf) {
  const inputs = tensors(golden, tf);
  const f = entry({ params: golden.params, inputs, shape: golden.shape, tf });
  const x = inputs.logits ?? inputs.probs;
  const { targets } = inputs;
  const objective = (a, b) =>
    inputs.cotangent ? f(a, b, "none").mul(inputs.cotangent).sum() : f(a, b, "mean");
  const ofX = () => tf.grad((a) => objective(a, targets))(x);
  const ofTargets = () => tf.grad((b) => objective(x, b))(targets);
  if (golden.check === "finite") {
    return [
      ...finite("mean", f(x, targets, "mean")),
      ...finite("gradient", ofX()),
      ...finite("gradient of the targets", ofTargets()),
    ];
  }
  const { tolerance } = golden;
  const { value, noneShape, grad, gradTargets } = golden.expected;
  return [
    ...Object.entries(value).flatMap(([reduction, expected]) => {
      const got = f(x, targets, reduction);
      const shape = reduction === "none" && noneShape ? compareShape(got, noneShape) : [];
      return [...shape, ...compare(reduction, got, expected, tolerance.rtol, tolerance.atol)];
    }),
    ...(grad ? compare("gradient", ofX(), grad, tolerance.gradRtol, tolerance.gradAtol) : []),
    ...(gradTargets
      ? compare(
          "gradient of the targets",
          ofTargets(),
          gradTargets,
          tolerance.gradRtol,
          tolerance.gradAtol,
        )
      : []),
  ];
}

function tensors({ inputs, shape, params }, tf) {
  const pixels = shape.slice(0, -1);
  const annotators = params.numAnnotators ? [params.numAnnotators] : [];
  const make = (name, values) => {
    if (name === "labels" || name === "predLabels")
      return tf.tensor(values, [...annotators, ...pixels], "int32");
    return tf.tensor(values, name === "validMask" ? pixels : shape, "float32");
  };
  return Object.fromEntries(
    Object.entries(inputs).map(([name, values]) => [name, make(name, values)]),
  );
}

function compareShape(got, expected) {
  const same =
    got.shape.length === expected.length &&
    got.shape.every((size, axis) => size === expected[axis]);
  return same ? [] : [`none has shape [${got.shape}], expected [${expected}]`];
}

function compare(what, got, expected, rtol, atol) {
  const values = [...got.dataSync()];
  const wanted = [expected].flat(Infinity);
  if (values.length !== wanted.length)
    return [`${what} has ${values.length} values, expected ${wanted.length}`];
  const wrong = values.flatMap((value, place) => {
    const target = wanted[place];
    if (target === null) return Number.isNaN(value) ? [] : [place];
    return Math.abs(value - target) <= atol + rtol * Math.abs(target) ? [] : [place];
  });
  if (wrong.length === 0) return [];
  const [place] = wrong;
  return [
    `${what}[${place}] is ${values[place]}, expected ${wanted[place]} (${wrong.length} of ${values.length} differ)`,
  ];
}

function finite(what, tensor) {
  return [...tensor.dataSync()].every(Number.isFinite) ? [] : [`${what} is not finite`];
}
