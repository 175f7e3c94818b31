/** What computes a cross-entropy, here or in TensorFlow.js. */
export const crossEntropies: readonly string[] = [
  "sigmoidCrossEntropy",
  "softmaxCrossEntropy",
  "focalLoss",
  "tf.losses.sigmoidCrossEntropy",
  "tf.losses.softmaxCrossEntropy",
];
