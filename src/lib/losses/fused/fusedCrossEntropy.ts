import * as tf from "@tensorflow/tfjs";
import type { CrossEntropyInput } from "../../fused/kernels.js";
import { type FusedOperation, registerKernel } from "../../fused/registerKernel.js";
import { runFused } from "../../fused/runFused.js";
import type { Workspace } from "../../fused/workspace.js";
import { logSoftmax } from "../../numerics/logSoftmax.js";
import { sigmoid } from "../../numerics/sigmoid.js";
import { softmax } from "../../numerics/softmax.js";
import { softplus } from "../../numerics/softplus.js";
import { asFloat } from "../../tensors/asFloat.js";
import { activationNumbers } from "./overlapInput.js";

/** Which cross-entropy, in the form in which a tape keeps it. */
export interface CrossEntropySettings extends tf.NamedAttrMap {
  activation: "softmax" | "sigmoid";
  /** The factor of each class where it is meant. */
  positives: number[];
  /** With sigmoid, its factor where it is not meant. */
  negatives: number[];
  /** Whether each class's loss is returned, or a pixel's, their sum; with softmax a pixel's. */
  each: boolean;
}

/**
 * Cross-entropy from logits in one pass over memory, `[batch, pixels]`, or with `each` `[batch, pixels, classes]`.
 *
 * @formula L_1 = −Σ_c w_c y_c log softmax(x)_c
 * @formula L_2 = −w y log σ(x) − v (1 − y) log σ(−x)
 * @param labels, logits `[batch, pixels, classes]`.
 * @returns undefined where the backend has no such kernel.
 */
export function fusedCrossEntropy(
  labels: tf.Tensor,
  logits: tf.Tensor,
  settings: CrossEntropySettings,
): tf.Tensor | undefined {
  if (!registerKernel(crossEntropy) || !registerKernel(crossEntropyGradient)) return undefined;
  return runFused(crossEntropy, { logits: asFloat(logits), labels: asFloat(labels) }, settings);
}

const crossEntropy: FusedOperation = {
  name: "SoftgradCrossEntropy",
  inputs: ["logits", "labels"],
  compute: (inputs, attributes, workspace) => {
    const { logits, leading, scratch } = leadingArguments(inputs, attributes, workspace);
    const { each } = attributes as CrossEntropySettings;
    const result = workspace.result(each ? logits.shape : logits.shape.slice(0, -1));
    workspace.kernels.crossEntropy(...leading, result.address, scratch);
    return result.tensor();
  },
  gradient: (dy, saved, attributes) => {
    const [logits, labels] = saved as [tf.Tensor, tf.Tensor];
    const settings = attributes as CrossEntropySettings;
    const slopes = settings.each ? (dy as tf.Tensor) : (dy as tf.Tensor).expandDims(-1);
    return {
      logits: () => {
        // On a tape it is to be differentiated again, which the kernel cannot be.
        if (tf.engine().isTapeOn()) return logitsGradient(labels, logits, settings).mul(slopes);
        const inputs = { logits, labels, dy: dy as tf.Tensor };
        return tf.engine().runKernel(crossEntropyGradient.name, inputs, attributes);
      },
      labels: () => labelsGradient(logits, settings).mul(slopes),
    };
  },
};

/** The gradient of the losses by the logits. */
const crossEntropyGradient: FusedOperation = {
  name: "SoftgradCrossEntropyGradient",
  inputs: ["logits", "labels", "dy"],
  compute: (inputs, attributes, workspace) => {
    const { logits, leading, scratch } = leadingArguments(inputs, attributes, workspace);
    const { dy } = inputs as Record<"dy", tf.TensorInfo>;
    const slopes = workspace.place(dy);
    const result = workspace.result(logits.shape);
    workspace.kernels.crossEntropyGradient(...leading, slopes, result.address, scratch);
    return result.tensor();
  },
};

/** By operations: softmax(x) Σ w y − w y, or v (1 − y) σ(x) − w y σ(−x). */
function logitsGradient(labels: tf.Tensor, logits: tf.Tensor, settings: CrossEntropySettings) {
  const mass = labels.mul(settings.positives);
  if (settings.activation === "softmax") return softmax(logits).mul(mass.sum(-1, true)).sub(mass);
  const rest = tf.sub(1, labels).mul(settings.negatives);
  return sigmoid(logits).mul(rest).sub(sigmoid(logits.neg()).mul(mass));
}

/** By operations: −w log softmax(x), or v log σ(−x) − w log σ(x). */
function labelsGradient(
  logits: tf.Tensor,
  { activation, positives, negatives }: CrossEntropySettings,
) {
  if (activation === "softmax") return logSoftmax(logits).neg().mul(positives);
  return softplus(logits.neg()).mul(positives).sub(softplus(logits).mul(negatives));
}

function leadingArguments(
  inputs: tf.NamedTensorInfoMap,
  attributes: tf.NamedAttrMap,
  { place, scratch, values }: Workspace,
): { logits: tf.TensorInfo; leading: CrossEntropyInput; scratch: number } {
  const { logits, labels } = inputs as Record<"logits" | "labels", tf.TensorInfo>;
  const { activation, positives, negatives, each } = attributes as CrossEntropySettings;
  const [batch = 1, pixels = 1, classes = 1] = logits.shape;
  const [x, y, weights] = [place(logits), place(labels), scratch(8 * classes)];
  values(weights, 2 * classes).set([...positives, ...negatives]);
  const kind = activationNumbers[activation];
  return {
    logits,
    leading: [x, y, weights, batch * pixels, classes, kind, each],
    scratch: scratch(48 * classes),
  };
}
