import type * as tf from "@tensorflow/tfjs";
import type { OverlapInput } from "../../fused/kernels.js";
import type { Workspace } from "../../fused/workspace.js";
import type { Activation, OverlapOptions } from "../options.js";
import type { Ratio } from "../shared/overlaps.js";
import { isPresent } from "./absent.js";

/** The options that the kernels are told, in the form in which a tape keeps them. */
export interface OverlapSettings extends tf.NamedAttrMap {
  activation: Activation;
  alpha: number;
  summed: Summed;
  over: "image" | "batch";
}

/** What is summed beside Σpt. */
export type Summed = keyof typeof summedNumbers;

/** The numbers of what is summed in assembly/overlap/summed.ts. */
const summedNumbers = { sizes: 0, squares: 1, errors: 2 } as const;

/** The options with what counts when they are absent. */
export function overlapSettings(options: OverlapOptions, weighs: Ratio["weighs"]): OverlapSettings {
  const { activation = "none", alpha = 1, squared = false, over = "image" } = options;
  const summed = weighs === "sizes" && squared ? "squares" : weighs;
  return { activation, alpha, summed, over };
}

/** The numbers of the activations in assembly/vectors/activation.ts. */
export const activationNumbers: Readonly<Record<Activation, number>> = {
  none: 0,
  softmax: 1,
  sigmoid: 2,
};

/** The working area of overlapSums in assembly/, in bytes. */
export const sumsScratch = (classes: number): number => 128 * classes + 64;

/** The working area of overlapGradient in assembly/, in bytes. */
export const gradientScratch = (classes: number): number => 80 * classes + 64;

/** What both kernels take first: x, target, mask, groups, pixels, classes, activation, alpha, summed. */
export function leadingArguments(
  inputs: tf.NamedTensorInfoMap,
  attributes: tf.NamedAttrMap,
  { place }: Workspace,
): {
  readonly leading: OverlapInput;
  readonly groups: number;
  readonly classes: number;
} {
  const { prediction, target, counted } = inputs as Record<
    "prediction" | "target" | "counted",
    tf.TensorInfo
  >;
  const { activation, alpha, summed, over } = attributes as OverlapSettings;
  const [batch = 1, pixels = 1, classes = 1] = prediction.shape;
  const groups = over === "batch" ? 1 : batch;
  return {
    leading: [
      place(prediction),
      place(target),
      isPresent(counted) ? place(counted) : 0,
      groups,
      (batch / groups) * pixels,
      classes,
      activationNumbers[activation],
      alpha,
      summedNumbers[summed],
    ],
    groups,
    classes,
  };
}

/**
 * What moves the pixels, `[groups, classes]`: gradients of Σpt and of the next two sums, and of errors what a
 * pixel below its label moves, the gradient of what is shared less that of what is missing.
 */
export type SumSlopes = readonly [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor];
