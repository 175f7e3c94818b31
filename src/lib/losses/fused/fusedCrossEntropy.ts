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
import type { Prepared } from "../shared/prepare.js";
import { isPresent, orNone } from "./absent.js";
import { activationNumbers } from "./overlapInput.js";

/** Which cross-entropy, in the form in which a tape keeps it. */
export interface CrossEntropySettings extends tf.NamedAttrMap {
  activation: "softmax" | "sigmoid";
  /** The factor of each class where it is meant. */
  positives: number[];
  /** With sigmoid, its factor where it is not meant. */
  negatives: number[];
  /** What the sum of the losses is multiplied by; absent where each is wanted. */
  scale?: number;
}

/**
 * Cross-entropy from logits in one pass over memory, 0 where a pixel does not count.
 *
 * @formula L_1 = −Σ_c w_c y_c log softmax(x)_c
 * @formula L_2 = −w y log σ(x) − v (1 − y) log σ(−x)
 * @param prepared labels and logits `[batch, pixels, classes]`.
 * @returns with a scale a scalar; else `[batch, pixels]` with softmax, `[batch, pixels, classes]` with
 *   sigmoid; undefined where the backend has no such kernel.
 */
export function fusedCrossEntropy(
  { prediction, target, counted }: Prepared,
  settings: CrossEntropySettings,
): tf.Tensor | undefined {
  if (!registerKernel(crossEntropy) || !registerKernel(crossEntropyGradient)) return undefined;
  const inputs = {
    logits: asFloat(prediction),
    labels: asFloat(target),
    counted: orNone(counted),
  };
  return runFused(crossEntropy, inputs, settings);
}

const crossEntropy: FusedOperation = {
  name: "SoftgradCrossEntropy",
  inputs: ["logits", "labels", "counted"],
  compute: (inputs, attributes, workspace) => {
    const { activation, scale } = attributes as CrossEntropySettings;
    const { logits, leading, scratch } = leadingArguments(inputs, attributes, workspace, 1);
    const each = activation === "softmax" ? logits.shape.slice(0, -1) : logits.shape;
    const result = workspace.result(scale === undefined ? each : []);
    const losses = scale === undefined ? result.address : 0;
    const sum = workspace.kernels.crossEntropy(...leading, losses, scratch);
    if (scale !== undefined) workspace.values(result.address, 1)[0] = sum * scale;
    return result.tensor();
  },
  gradient: (dy, saved, attributes) => {
    const [logits, labels, counted] = saved as [tf.Tensor, tf.Tensor, tf.Tensor];
    const settings = attributes as CrossEntropySettings;
    const pulledBack = (gradient: tf.Tensor) =>
      gradient.mul(counted).mul(slopesOf(dy as tf.Tensor, settings));
    return {
      logits: () => {
        // On a tape it is to be differentiated again, which the kernel cannot be.
        if (tf.engine().isTapeOn()) return pulledBack(logitsGradient(labels, logits, settings));
        const inputs = { logits, labels, counted, dy: dy as tf.Tensor };
        return tf.engine().runKernel(crossEntropyGradient.name, inputs, attributes);
      },
      labels: () => pulledBack(labelsGradient(logits, settings)),
    };
  },
};

/** The gradient of the losses by the logits. */
const crossEntropyGradient: FusedOperation = {
  name: "SoftgradCrossEntropyGradient",
  inputs: ["logits", "labels", "counted", "dy"],
  compute: (inputs, attributes, workspace) => {
    const { scale } = attributes as CrossEntropySettings;
    // What is linear in the weights takes a factor by them.
    const factor = scale ?? 1;
    const { logits, leading, scratch } = leadingArguments(inputs, attributes, workspace, factor);
    const { dy } = inputs as Record<"dy", tf.TensorInfo>;
    const slopes = workspace.place(dy);
    const result = workspace.result(logits.shape);
    workspace.kernels.crossEntropyGradient(
      ...leading,
      scale !== undefined,
      slopes,
      result.address,
      scratch,
    );
    return result.tensor();
  },
};

/** What each class's gradient is multiplied by. */
function slopesOf(dy: tf.Tensor, { activation, scale }: CrossEntropySettings): tf.Tensor {
  if (scale !== undefined) return dy.mul(scale);
  return activation === "softmax" ? dy.expandDims(-1) : dy;
}

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
  factor: number,
): { logits: tf.TensorInfo; leading: CrossEntropyInput; scratch: number } {
  const { logits, labels, counted } = inputs as Record<
    "logits" | "labels" | "counted",
    tf.TensorInfo
  >;
  const { activation, positives, negatives } = attributes as CrossEntropySettings;
  const [batch = 1, pixels = 1, classes = 1] = logits.shape;
  const [x, y, weights] = [place(logits), place(labels), scratch(8 * classes)];
  const mask = isPresent(counted) ? place(counted) : 0;
  const all = [...positives, ...negatives].map((weight) => weight * factor);
  values(weights, 2 * classes).set(all);
  const kind = activationNumbers[activation];
  return {
    logits,
    leading: [x, y, mask, weights, batch * pixels, classes, kind],
    scratch: scratch(48 * classes),
  };
}
