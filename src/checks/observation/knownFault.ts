/**
 * The cause and a way round, where the gradient failed by a fault of TensorFlow.js 4.22 and its own
 * words point elsewhere; `undefined` for any other error.
 */
export function knownFault(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  return faults.find(({ words }) => words.test(error.message))?.told;
}

const faults: readonly { readonly words: RegExp; readonly told: string }[] = [
  {
    // A gradient reads an input that is freed by then.
    words: /reading 'backend'/,
    told: "an operation's own gradient reads a tensor that is freed by then. tf.logSigmoid does so on anything that was computed: write tf.neg(tf.softplus(tf.neg(x))) instead",
  },
  {
    // The gradient of unstack and split gets its one part bare, and stacks it as if it were a list.
    words: /^(?:Argument tensors passed to stack must be a|Pass at least one tensor to concat)/,
    told: "tf.unstack and tf.split have no gradient where they give a single part, as along an axis of length 1. That is a fault of TensorFlow.js, not of your formula: take the parts with tf.slice or tf.gather, or work on the whole tensor at once",
  },
  {
    // Their gradients are not summed over the axis that was broadcast.
    words: /^Error in gradient for op (?:Minimum|Maximum)\. The gradient of input/,
    told: "tf.minimum and tf.maximum have no gradient for an input that was broadcast. That is a fault of TensorFlow.js, not of your formula: give both the same shape first, as tf.mul(tf.onesLike(a), b) does",
  },
];
