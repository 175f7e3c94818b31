import type * as tf from "@tensorflow/tfjs";
import type { FusedOperation } from "../../fused/registerKernel.js";
import { gradientScratch, leadingArguments } from "./overlapInput.js";

/** The gradient of an overlap's sums by the prediction, in one pass. */
export const overlapGradient: FusedOperation = {
  name: "SoftgradOverlapGradient",
  inputs: ["prediction", "target", "counted", "intersection", "above", "below"],
  compute: (inputs, attributes, workspace) => {
    const { leading, classes } = leadingArguments(inputs, attributes, workspace);
    const { prediction, intersection, above, below } = inputs as Record<
      "prediction" | "intersection" | "above" | "below",
      tf.TensorInfo
    >;
    const result = workspace.result(prediction.shape);
    workspace.kernels.overlapGradient(
      ...leading,
      workspace.place(intersection),
      workspace.place(above),
      workspace.place(below),
      result.address,
      workspace.scratch(gradientScratch(classes)),
    );
    return result.tensor();
  },
};
