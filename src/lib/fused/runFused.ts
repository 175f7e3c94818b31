import * as tf from "@tensorflow/tfjs";
import { alias } from "../tensors/reshaped.js";
import type { FusedOperation } from "./registerKernel.js";

/**
 * Runs a registered operation, and lets the tape keep its inputs without copying them.
 *
 * TensorFlow.js saves inputs by `clone`, which copies their values on the wasm backend: for large
 * tensors that took as long as the loss. An alias shares them, and goes when the tape goes.
 */
export function runFused<Result extends tf.Tensor | tf.Tensor[]>(
  { name, inputs: names }: FusedOperation,
  inputs: tf.NamedTensorMap,
  attributes?: tf.NamedAttrMap,
): Result {
  const engine = tf.engine();
  const result = engine.runKernel<Result>(name, inputs, attributes);
  const node = engine.isTapeOn() ? engine.state.activeTape?.at(-1) : undefined;
  if (!node) return result;
  node.saved ??= [];
  for (const input of names) {
    const tensor = inputs[input];
    if (tensor) node.saved.push(tf.keep(alias(tensor)));
  }
  return result;
}
