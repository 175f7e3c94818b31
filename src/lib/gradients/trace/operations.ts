/** What is known of an operation that loses gradients: why it does, and what to use instead. */
export interface Remedy {
  readonly reason: string;
  readonly remedy: string;
  /** Whether the reason says why `tf.grad` throws; without it TensorFlow.js's own words do. */
  readonly tellsOfCut?: true;
}

const soft =
  "softOneHot(logits, { alpha }) for classes, softBinary(logit, { alpha }) for one channel";
const index: Remedy = {
  tellsOfCut: true,
  reason: "an index stays the same when the logits move a little, so its slope is 0",
  remedy: `use ${soft}; keep oneHot for the target`,
};
const rounded: Remedy = {
  tellsOfCut: true,
  reason: "a rounded value stays the same when its input moves a little, so its slope is 0",
  remedy:
    "leave the value soft, or use straightThrough(soft), which rounds forward and passes the gradient",
};
const stepped: Remedy = {
  tellsOfCut: true,
  reason: "a step is level on both sides of its jump, so its slope is 0",
  remedy:
    "use softBinary(x, { alpha }), which rises smoothly, or straightThrough(softBinary(x)) for hard values",
};
const compared: Remedy = {
  tellsOfCut: true,
  reason: "a comparison has no slope, and TensorFlow.js has no gradient for it: tf.grad throws",
  remedy:
    "compare softly with softBinary(x.sub(threshold), { alpha }), or, for a mask that needs no gradient, compare stopGradient(x)",
};

const indices = ["ArgMax", "ArgMin", "OneHot"];
const roundings = ["Round", "Floor", "Ceil", "FloorDiv", "Rint"];
const steps = ["Sign", "Step"];
const comparisons = [
  ...["Greater", "GreaterEqual", "Less", "LessEqual", "Equal", "NotEqual"],
  ...["LogicalAnd", "LogicalOr", "LogicalNot", "IsNan", "IsFinite", "IsInf"],
];

const known: Readonly<Record<string, Remedy>> = {
  ...Object.fromEntries(indices.map((name) => [name, index])),
  ...Object.fromEntries(roundings.map((name) => [name, rounded])),
  ...Object.fromEntries(steps.map((name) => [name, stepped])),
  ...Object.fromEntries(comparisons.map((name) => [name, compared])),
  TopK: {
    tellsOfCut: true,
    reason: "TensorFlow.js has no gradient for topk: tf.grad throws",
    remedy:
      "use x.max(-1) for the largest value, or softOneHot(logits, { alpha }) for a soft choice",
  },
  GatherV2: {
    reason: "an index has no slope: tf.grad throws",
    remedy: "weigh the rows by softOneHot(logits, { alpha }) and add them up (matMul)",
  },
  ClipByValue: {
    reason: "values outside the bounds are set to a constant, whose slope is 0",
    remedy:
      "compute the loss from logits (softmaxCrossEntropy, sigmoidCrossEntropy): nothing to clip",
  },
  Relu: {
    reason: "the slope of a ReLU is 0 where its input is 0 or less",
    remedy: "use leakyRelu or elu, a smaller learning rate, or a bias above 0",
  },
  Relu6: {
    reason: "the slope is 0 where the input is 0 or less, or 6 or more",
    remedy: "use leakyRelu or elu, or scale the input",
  },
  Select: {
    reason: "tf.where passes the gradient to the branch that was taken; the other gets none",
    remedy: "blend the branches with softBinary(condition, { alpha }) where both have to learn",
  },
  Softmax: {
    reason:
      "the softmax is saturated: one class has all the probability, and the slope p(1 − p) is gone",
    remedy:
      "use a smaller alpha or smaller logits, or a loss that works in log space (softmaxCrossEntropy)",
  },
  Sigmoid: {
    reason: "the sigmoid is saturated: p is 0 or 1, and the slope p(1 − p) is gone",
    remedy: "use a smaller alpha or smaller logits, or sigmoidCrossEntropy from logits",
  },
  Tanh: {
    reason: "the tanh is saturated: its slope 1 − y² is gone",
    remedy: "scale its input down",
  },
};

const fused: Remedy = {
  reason:
    "the activation inside is saturated: one class has all the probability; or a mask leaves no pixel",
  remedy:
    "use a smaller alpha or smaller logits, or add a cross-entropy, whose gradient stays; and look at the mask",
};

/** What to say of an operation in which a gradient is lost; a general word for those without their own. */
export function remedyOf(operation: string): Remedy {
  const own = known[canonical(operation)];
  if (own) return own;
  if (operation.startsWith("Softgrad")) return fused;
  return {
    reason: "its slope is 0 at these values, as that of a square is at 0, or it is multiplied by 0",
    remedy: "at a minimum that is right; else look at the values that go in",
  };
}

/** Operations whose gradient is 0 whatever their input; by the tape's name or TensorFlow.js's. */
export function isFlat(operation: string): boolean {
  return [...indices, ...roundings, ...steps].includes(canonical(operation));
}

/** Operations whose slope goes to 0 at large inputs. */
export function canSaturate(operation: string): boolean {
  return (
    ["Softmax", "LogSoftmax", "Sigmoid", "Tanh", "Exp"].includes(canonical(operation)) ||
    operation.startsWith("SoftgradOverlap")
  );
}

/** This library's own activations are named like TensorFlow.js's, in small letters. */
function canonical(operation: string): string {
  return operation.charAt(0).toUpperCase() + operation.slice(1);
}

const functionNames: Readonly<Record<string, string>> = {
  RealDiv: "div",
  Multiply: "mul",
  Identity: "clone",
  Select: "where",
  BatchMatMul: "matMul",
  _FusedMatMul: "fused.matMul",
  ExpandDims: "expandDims",
  GatherV2: "gather",
  Pack: "stack",
  Unpack: "unstack",
  forward: "customGrad",
  "unnamed scope": "customGrad",
  SoftgradOverlapSums: "overlap sums",
  SoftgradOverlapLoss: "overlap loss",
  SoftgradCrossEntropy: "softmax cross-entropy",
};

/** The function of TensorFlow.js that an operation comes from. */
export function functionName(operation: string): string {
  return functionNames[operation] ?? operation.charAt(0).toLowerCase() + operation.slice(1);
}
