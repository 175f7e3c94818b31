import * as tf from "@tensorflow/tfjs";
import { type FusedOperation, registerKernel } from "../../fused/registerKernel.js";
import { runFused } from "../../fused/runFused.js";
import { asFloat } from "../../tensors/asFloat.js";
import type { OverlapOptions } from "../options.js";
import type { OverlapSums } from "../shared/overlapSums.js";
import type { Prepared } from "../shared/prepare.js";
import { isPresent, orNone } from "./absent.js";
import { predictionGradient, targetGradient } from "./composedGradient.js";
import { overlapGradient } from "./overlapGradient.js";
import {
  leadingArguments,
  type OverlapSettings,
  overlapSettings,
  type SumSlopes,
  sumsScratch,
} from "./overlapInput.js";

/** The sums of an overlap in one pass over memory; undefined where the backend has no such kernel. */
export function fusedSums(prepared: Prepared, options: OverlapOptions): OverlapSums | undefined {
  if (!registerKernel(overlapSums) || !registerKernel(overlapGradient)) return undefined;
  const inputs = {
    prediction: asFloat(prepared.prediction),
    target: asFloat(prepared.target),
    counted: orNone(prepared.counted),
  };
  const sums = runFused<tf.Tensor[]>(overlapSums, inputs, overlapSettings(options));
  const [intersection, prediction, target, difference] = sums as unknown as SumSlopes;
  return { intersection, prediction, target, difference: () => difference };
}

const overlapSums: FusedOperation = {
  name: "SoftgradOverlapSums",
  inputs: ["prediction", "target", "counted"],
  compute: (inputs, attributes, workspace) => {
    const { leading, groups, classes } = leadingArguments(inputs, attributes, workspace);
    const result = () => workspace.result([groups, classes]);
    const [intersection, prediction, target, difference] = [result(), result(), result(), result()];
    workspace.kernels.overlapSums(
      ...leading,
      intersection.address,
      prediction.address,
      target.address,
      difference.address,
      workspace.scratch(sumsScratch(classes)),
    );
    return [intersection, prediction, target, difference].map(({ tensor }) => tensor());
  },
  gradient: (dy, saved, attributes) => {
    const [prediction, target, counted] = saved as [tf.Tensor, tf.Tensor, tf.Tensor];
    const slopes = dy as unknown as SumSlopes;
    const [intersection, size, , difference] = slopes;
    const prepared = { prediction, target, counted: isPresent(counted) ? counted : undefined };
    const settings = attributes as OverlapSettings;
    return {
      // On a tape it is to be differentiated again, which the kernel cannot be.
      prediction: () =>
        tf.engine().isTapeOn()
          ? predictionGradient(prepared, settings, slopes)
          : tf
              .engine()
              .runKernel(
                overlapGradient.name,
                { prediction, target, counted, intersection, size, difference },
                settings,
              ),
      target: () => targetGradient(prepared, settings, slopes),
    };
  },
};
