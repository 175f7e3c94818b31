import * as tf from "@tensorflow/tfjs";
import { type FusedOperation, registerKernel } from "../../fused/registerKernel.js";
import { runFused } from "../../fused/runFused.js";
import { asFloat } from "../../tensors/asFloat.js";
import type { OverlapOptions } from "../options.js";
import type { Sums } from "../shared/composedSums.js";
import type { Ratio } from "../shared/overlaps.js";
import type { Prepared } from "../shared/prepare.js";
import { isPresent, orNone } from "./absent.js";
import { composedGradient } from "./composedGradient.js";
import { overlapGradient } from "./overlapGradient.js";
import {
  leadingArguments,
  type OverlapSettings,
  overlapSettings,
  sumsScratch,
} from "./overlapInput.js";

/** The sums of an overlap in one pass over memory; undefined where the backend has no such kernel. */
export function fusedSums(
  prepared: Prepared,
  options: OverlapOptions,
  weighs: Ratio["weighs"],
): Sums | undefined {
  if (!registerKernel(overlapSums) || !registerKernel(overlapGradient)) return undefined;
  const inputs = {
    prediction: asFloat(prepared.prediction),
    target: asFloat(prepared.target),
    counted: orNone(prepared.counted),
  };
  const sums = runFused<tf.Tensor[]>(overlapSums, inputs, overlapSettings(options, weighs));
  return sums as unknown as Sums;
}

const overlapSums: FusedOperation = {
  name: "SoftgradOverlapSums",
  inputs: ["prediction", "target", "counted"],
  compute: (inputs, attributes, workspace) => {
    const { leading, groups, classes } = leadingArguments(inputs, attributes, workspace);
    const { summed } = attributes as OverlapSettings;
    const result = () => workspace.result([groups, classes]);
    const sums = [result(), result(), result()] as const;
    const [intersection, first, second] = sums;
    const shared = summed === "errors" ? result() : undefined;
    workspace.kernels.overlapSums(
      ...leading,
      intersection.address,
      first.address,
      second.address,
      shared?.address ?? 0,
      workspace.scratch(sumsScratch(classes)),
    );
    return [...sums, ...(shared ? [shared] : [])].map(({ tensor }) => tensor());
  },
  gradient: (dy, saved, attributes) => {
    const [prediction, target, counted] = saved as [tf.Tensor, tf.Tensor, tf.Tensor];
    const [intersection, above, labels, shared] = dy as unknown as Sums;
    const prepared = { prediction, target, counted: isPresent(counted) ? counted : undefined };
    const settings = attributes as OverlapSettings;
    const slopes = dy as tf.Tensor[];
    return {
      prediction: () => {
        // On a tape it is to be differentiated again, which the kernel cannot be.
        if (tf.engine().isTapeOn()) {
          return composedGradient("prediction", prepared, settings, slopes);
        }
        const below = shared ? shared.sub(labels) : above;
        const inputs = { prediction, target, counted, intersection, above, below };
        return tf.engine().runKernel(overlapGradient.name, inputs, settings);
      },
      target: () => composedGradient("target", prepared, settings, slopes),
    };
  },
};
