import * as tf from "@tensorflow/tfjs";

/**
 * Frees what the tape keeps for a backward pass that threw: TensorFlow.js frees it only when the way
 * back was walked, so it would stay for good. Does nothing within a gradient that is still being taken.
 */
export function releaseTape(): void {
  const { state } = tf.engine();
  if (state.gradientDepth > 0) return;
  for (const { saved } of state.activeTape ?? []) tf.dispose(saved ?? []);
  state.activeTape = [];
}
