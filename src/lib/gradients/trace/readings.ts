import type * as tf from "@tensorflow/tfjs";
import { dependentIds } from "./backpropagate.js";
import type { Way } from "./judgeInput.js";
import type { Recording } from "./recordTape.js";

/**
 * The readings of values that the result was made of: a tensor that no operation made, made after values
 * were read that depend on an input, is taken to be made of them.
 */
export function readingSteps(
  { result, nodes, readings }: Recording,
  inputs: readonly tf.Tensor[],
): readonly Way[] {
  const dependent = dependentIds(nodes, inputs);
  const made = new Set(nodes.flatMap(({ outputs }) => outputs.map(({ id }) => id)));
  const given = new Set(inputs.map(({ id }) => id));
  const isLeaf = ({ id }: tf.Tensor) => !made.has(id) && !given.has(id);
  const used = nodes.flatMap((node, at) =>
    Object.values(node.inputs).map((tensor) => ({ tensor, at })),
  );
  const leaves = [...used, { tensor: result, at: nodes.length }].filter(({ tensor }) =>
    isLeaf(tensor),
  );
  return readings.flatMap(({ tensor, before, method, source }) => {
    if (!dependent.has(tensor.id)) return [];
    const leaf = leaves.find((candidate) => candidate.tensor.id > before);
    if (!leaf) return [];
    return [
      {
        from: tensor.id,
        at: leaf.at - 0.5,
        step: {
          operation: method,
          shape: tensor.shape,
          status: "cut" as const,
          arriving: 0,
          leaving: 0,
          zeroShare: 1,
          reason: "values that are read out are plain numbers: a tensor made of them is a constant",
          remedy: "stay with tensors and their operations until the loss is computed",
          ...(source === undefined ? {} : { source }),
        },
      },
    ];
  });
}
