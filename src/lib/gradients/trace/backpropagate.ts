import * as tf from "@tensorflow/tfjs";
import type { RecordedNode } from "./recordTape.js";

/** What was measured when a gradient went through one operation towards one of its inputs. */
export interface Passage {
  readonly node: RecordedNode;
  /** The input's name in the operation. */
  readonly to: string;
  readonly arriving: Measure;
  readonly leaving: Measure | { readonly failure: string };
  /** What leaves to the same tensor from this and the later operations of the same call. */
  readonly ofCall?: Measure;
}

/** The size of a gradient. */
export interface Measure {
  readonly largest: number;
  readonly zeroShare: number;
  readonly finite: boolean;
}

export interface Backpropagation {
  readonly passages: readonly Passage[];
  /** What arrives at each input; undefined where no way leads back to it. */
  readonly arrivals: readonly (Measure | undefined)[];
}

/**
 * Walks the tape from the result to the inputs as TensorFlow.js does, but measures at each operation,
 * and goes on where it would throw.
 */
export function backpropagate(
  nodes: readonly RecordedNode[],
  inputs: readonly tf.Tensor[],
  result: tf.Tensor,
): Backpropagation {
  const dependent = dependentIds(nodes, inputs);
  const gradients = new Map<number, tf.Tensor>([[result.id, tf.onesLike(result)]]);
  const passages: Passage[] = [];
  const ofCalls = new Map<string, tf.Tensor>();
  for (const node of nodes.toReversed()) {
    if (!node.outputs.some(({ id }) => gradients.has(id) && dependent.has(id))) continue;
    const slopes = node.outputs.map((output) => gradients.get(output.id) ?? tf.zerosLike(output));
    const arriving = measure(tf.concat(slopes.map((slope) => slope.flatten())));
    for (const [to, input] of Object.entries(node.inputs)) {
      if (!dependent.has(input.id)) continue;
      const found = slopeOf(node, to, slopes);
      if (typeof found === "string") {
        passages.push({ node, to, arriving, leaving: { failure: found } });
        continue;
      }
      const call = `${node.within} ${node.source} ${input.id}`;
      const others = node.within === undefined ? undefined : ofCalls.get(call);
      const ofCall = others ? others.add(found) : found;
      ofCalls.set(call, ofCall);
      passages.push({ node, to, arriving, leaving: measure(found), ofCall: measure(ofCall) });
      const before = gradients.get(input.id);
      gradients.set(input.id, before ? before.add(found) : found);
    }
  }
  const arrivals = inputs.map(({ id }) => {
    const gradient = gradients.get(id);
    return gradient && measure(gradient);
  });
  return { passages: passages.reverse(), arrivals };
}

/** They take a shape alone: what they compute does not depend on their input's values. */
const shapeOnly = ["ZerosLike", "OnesLike"];

/** Tensors that depend on the inputs. */
export function dependentIds(
  nodes: readonly RecordedNode[],
  inputs: readonly tf.Tensor[],
): Set<number> {
  const ids = new Set(inputs.map(({ id }) => id));
  for (const node of nodes) {
    if (shapeOnly.includes(node.operation)) continue;
    if (!Object.values(node.inputs).some(({ id }) => ids.has(id))) continue;
    for (const { id } of node.outputs) ids.add(id);
  }
  return ids;
}

function slopeOf(node: RecordedNode, to: string, slopes: tf.Tensor[]): tf.Tensor | string {
  if (!node.gradient) return "TensorFlow.js has no gradient for this operation: tf.grad throws";
  try {
    const slope = node.gradient(slopes)[to];
    if (!slope) return "TensorFlow.js has no gradient for this input: tf.grad throws";
    const found = slope();
    // Of whole numbers, such as the indices of tf.gather, TensorFlow.js takes none.
    return found.dtype === "float32"
      ? found
      : `its ${to} are whole numbers, which have no slope: tf.grad throws`;
  } catch (cause) {
    return cause instanceof Error ? cause.message : String(cause);
  }
}

function measure(gradient: tf.Tensor): Measure {
  const values = gradient.dataSync();
  let [largest, zeros, finite] = [0, 0, true];
  for (const value of values) {
    if (!Number.isFinite(value)) finite = false;
    if (value === 0) zeros += 1;
    largest = Math.max(largest, Math.abs(value));
  }
  return { largest, zeroShare: values.length === 0 ? 0 : zeros / values.length, finite };
}
