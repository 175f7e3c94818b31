import * as tf from "@tensorflow/tfjs";
import type { PixelInput } from "../../fused/kernels.js";
import { type FusedOperation, registerKernel } from "../../fused/registerKernel.js";
import { runFused } from "../../fused/runFused.js";
import type { Workspace } from "../../fused/workspace.js";
import { innerGradient } from "../../gradients/innerGradient.js";
import { asFloat } from "../../tensors/asFloat.js";
import type { Activation } from "../options.js";
import type { LossParts } from "../shared/pixelLoss.js";
import type { Prepared } from "../shared/prepare.js";
import { isPresent, orNone } from "./absent.js";
import { activationNumbers } from "./overlapInput.js";

/** The numbers of the kinds of losses in assembly/pixels/pixelKinds.ts. */
const kinds = { CrossEntropy: 0, Focal: 1, Brier: 2 } as const;

/** Which loss; its operations on the tape are named after it. */
type Kind = keyof typeof kinds;

/** What a loss of pixels is told, in the form in which a tape keeps it. */
export interface PixelSettings extends tf.NamedAttrMap {
  activation: Activation;
  /** The factor of each class, or with sigmoid of each class where it is meant. */
  positives: number[];
  /** With sigmoid, its factor where it is not meant. */
  negatives: number[];
  /** The focal loss's γ, or Brier's α. */
  parameter: number;
}

/** With a scale the losses' sum times it is wanted, else each. */
type Scaled = PixelSettings & { scale?: number };
type Terms = (prepared: Prepared, settings: PixelSettings) => tf.Tensor;

/**
 * A loss of pixels in one pass over memory, and its gradient by the prediction in another.
 *
 * @param terms the same losses by operations: every other derivative is theirs.
 * @returns the loss's parts, from settings that the number of classes makes.
 */
export function fusedPixelLoss(
  kind: Kind,
  terms: Terms,
): (settingsOf: (classes: number) => PixelSettings) => LossParts {
  const slopes = slopesOperation(kind);
  const losses = lossesOperation(kind, terms, slopes);
  return (settingsOf) => {
    const own = ({ prediction }: Prepared) => settingsOf(prediction.shape[2] ?? 1);
    return {
      terms: (prepared) => terms(prepared, own(prepared)),
      fused: (prepared, scale) => {
        if (!registerKernel(losses) || !registerKernel(slopes)) return undefined;
        const { prediction, target, counted } = prepared;
        const inputs = {
          prediction: asFloat(prediction),
          target: asFloat(target),
          counted: orNone(counted),
        };
        const settings = own(prepared);
        return runFused(losses, inputs, scale === undefined ? settings : { ...settings, scale });
      },
    };
  };
}

function lossesOperation(kind: Kind, terms: Terms, slopes: FusedOperation) {
  const operation: FusedOperation = {
    name: `Softgrad${kind}`,
    inputs: ["prediction", "target", "counted"],
    compute: (inputs, attributes, workspace) => {
      const { scale, activation } = attributes as Scaled;
      const { shape, leading, scratch } = leadingArguments(kind, inputs, attributes, workspace, 1);
      const each = isPerPixel(kind, activation) ? shape.slice(0, -1) : shape;
      const result = workspace.result(scale === undefined ? each : []);
      const losses = scale === undefined ? result.address : 0;
      const sum = workspace.kernels.pixelLosses(...leading, losses, scratch);
      if (scale !== undefined) workspace.values(result.address, 1)[0] = sum * scale;
      return result.tensor();
    },
    gradient: (gradient, saved, attributes) => {
      const [prediction, target, counted] = saved as [tf.Tensor, tf.Tensor, tf.Tensor];
      const dy = gradient as tf.Tensor;
      const composed = (x: tf.Tensor, t: tf.Tensor) => {
        const prepared = {
          prediction: x,
          target: t,
          counted: isPresent(counted) ? counted : undefined,
        };
        return finished(terms(prepared, attributes as Scaled), prepared, attributes as Scaled);
      };
      return {
        prediction: () => {
          // On a tape it is to be differentiated again, which the kernel cannot be.
          if (tf.engine().isTapeOn()) {
            return innerGradient((x) => composed(x, target), prediction, dy);
          }
          return tf
            .engine()
            .runKernel(slopes.name, { prediction, target, counted, dy }, attributes);
        },
        target: () => innerGradient((t) => composed(prediction, t), target, dy),
      };
    },
  };
  return operation;
}

/** The gradient of the losses by the prediction. */
function slopesOperation(kind: Kind): FusedOperation {
  return {
    name: `Softgrad${kind}Gradient`,
    inputs: ["prediction", "target", "counted", "dy"],
    compute: (inputs, attributes, workspace) => {
      const { scale } = attributes as Scaled;
      // What is linear in the weights takes a factor by them.
      const factor = scale ?? 1;
      const { shape, leading, scratch } = leadingArguments(
        kind,
        inputs,
        attributes,
        workspace,
        factor,
      );
      const slopes = workspace.place((inputs as Record<"dy", tf.TensorInfo>).dy);
      const result = workspace.result(shape);
      const rest = [scale !== undefined, slopes, result.address, scratch] as const;
      workspace.kernels.pixelGradient(...leading, ...rest);
      return result.tensor();
    },
  };
}

/** Whether it is a pixel that has a loss, rather than each class of it. */
function isPerPixel(kind: Kind, activation: Activation): boolean {
  return kind === "Brier" || activation === "softmax";
}

/** The losses by operations in the form in which the kernel gives them. */
function finished(losses: tf.Tensor, { counted }: Prepared, { scale }: Scaled): tf.Tensor {
  const flags = counted?.reshape(losses.rank === 2 ? losses.shape : counted.shape);
  const kept = flags ? losses.mul(flags) : losses;
  return scale === undefined ? kept : kept.sum().mul(scale);
}

function leadingArguments(
  kind: Kind,
  inputs: tf.NamedTensorInfoMap,
  attributes: tf.NamedAttrMap,
  { place, scratch, values }: Workspace,
  factor: number,
): { shape: number[]; leading: PixelInput; scratch: number } {
  const { prediction, target, counted } = inputs as Record<
    "prediction" | "target" | "counted",
    tf.TensorInfo
  >;
  const { activation, positives, negatives, parameter } = attributes as PixelSettings;
  const { shape } = prediction;
  const [batch = 1, pixels = 1, classes = 1] = shape;
  const [x, t, weights] = [place(prediction), place(target), scratch(8 * classes)];
  const mask = isPresent(counted) ? place(counted) : 0;
  const all = [...positives, ...negatives].map((weight) => weight * factor);
  values(weights, 2 * classes).set(all);
  return {
    shape,
    leading: [
      kinds[kind],
      x,
      t,
      mask,
      weights,
      batch * pixels,
      classes,
      activationNumbers[activation],
      parameter,
    ],
    scratch: scratch(48 * classes),
  };
}
