import * as tf from "@tensorflow/tfjs";
import type { Address } from "../../fused/kernels.js";
import { type FusedOperation, registerKernel } from "../../fused/registerKernel.js";
import { runFused } from "../../fused/runFused.js";
import type { Workspace } from "../../fused/workspace.js";
import { logSoftmax } from "../../numerics/logSoftmax.js";
import { softmax } from "../../numerics/softmax.js";
import { asFloat } from "../../tensors/asFloat.js";
import { isPresent, orNone } from "./absent.js";

/**
 * Cross-entropy of softmax per pixel, `[batch, pixels]`, in one pass over memory: Σ_c w_c y_c (log Σ exp x − x_c).
 *
 * @param labels, logits `[batch, pixels, classes]`.
 * @param weights `[classes]`, when the classes are weighed.
 * @returns undefined where the backend has no such kernel.
 */
export function fusedCrossEntropy(
  labels: tf.Tensor,
  logits: tf.Tensor,
  weights: tf.Tensor | undefined,
): tf.Tensor | undefined {
  if (!registerKernel(crossEntropy) || !registerKernel(crossEntropyGradient)) return undefined;
  return runFused(crossEntropy, {
    logits: asFloat(logits),
    labels: asFloat(labels),
    weights: orNone(weights),
  });
}

const crossEntropy: FusedOperation = {
  name: "SoftgradCrossEntropy",
  inputs: ["logits", "labels", "weights"],
  compute: (inputs, _attributes, workspace) => {
    const { leading, batch, pixels, classes } = leadingArguments(inputs, workspace);
    const result = workspace.result([batch, pixels]);
    workspace.kernels.crossEntropy(
      ...leading,
      batch * pixels,
      classes,
      result.address,
      workspace.scratch(32 * classes),
    );
    return result.tensor();
  },
  gradient: (dy, saved) => {
    const [logits, labels, weights] = saved as [tf.Tensor, tf.Tensor, tf.Tensor];
    const slopes = (dy as tf.Tensor).expandDims(-1);
    const weigh = (x: tf.Tensor) => (isPresent(weights) ? x.mul(weights) : x);
    return {
      logits: () => {
        // On a tape it is to be differentiated again, which the kernel cannot be.
        if (!tf.engine().isTapeOn()) {
          const inputs = { logits, labels, weights, dy: dy as tf.Tensor };
          return tf.engine().runKernel(crossEntropyGradient.name, inputs);
        }
        const mass = weigh(labels);
        return softmax(logits).mul(mass.sum(-1, true)).sub(mass).mul(slopes);
      },
      labels: () => weigh(logSoftmax(logits).neg()).mul(slopes),
    };
  },
};

/** The gradient of the losses by the logits: dy (softmax(x) Σ w y − w y). */
const crossEntropyGradient: FusedOperation = {
  name: "SoftgradCrossEntropyGradient",
  inputs: ["logits", "labels", "weights", "dy"],
  compute: (inputs, _attributes, workspace) => {
    const { logits, leading, batch, pixels, classes } = leadingArguments(inputs, workspace);
    const { dy } = inputs as Record<"dy", tf.TensorInfo>;
    const result = workspace.result(logits.shape);
    workspace.kernels.crossEntropyGradient(
      ...leading,
      workspace.place(dy),
      batch * pixels,
      classes,
      result.address,
      workspace.scratch(32 * classes),
    );
    return result.tensor();
  },
};

function leadingArguments(inputs: tf.NamedTensorInfoMap, { place }: Workspace) {
  const { logits, labels, weights } = inputs as Record<
    "logits" | "labels" | "weights",
    tf.TensorInfo
  >;
  const [batch = 1, pixels = 1, classes = 1] = logits.shape;
  const leading: [Address, Address, Address] = [
    place(logits),
    place(labels),
    isPresent(weights) ? place(weights) : 0,
  ];
  return { logits, leading, batch, pixels, classes };
}
