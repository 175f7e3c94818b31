import type * as tf from "@tensorflow/tfjs";
import type { OverlapInput } from "../../fused/kernels.js";
import type { FusedOperation } from "../../fused/registerKernel.js";
import { gradientScratch, leadingArguments } from "./overlapInput.js";
import { groupsAtOnce } from "./overlapLosses.js";
import { slopesWriter } from "./overlapSlopes.js";
import type { ScoreSettings } from "./scoreSettings.js";

/** The gradient of overlap losses by the prediction: of a million small images no slopes are kept. */
export const overlapLossGradient: FusedOperation = {
  name: "SoftgradOverlapLossGradient",
  inputs: ["prediction", "target", "counted", "totals", "dy"],
  compute: (inputs, attributes, workspace) => {
    const { prediction, totals, dy } = inputs as Record<
      "prediction" | "totals" | "dy",
      tf.TensorInfo
    >;
    const { leading, groups, classes } = leadingArguments(inputs, attributes, workspace);
    const result = workspace.result(prediction.shape);
    const most = groupsAtOnce(groups, classes);
    const bytes = 4 * most * classes;
    const slopes = workspace.scratch(4 * bytes);
    const scratch = workspace.scratch(gradientScratch(classes));
    const [i, p, t, d] = [slopes, slopes + bytes, slopes + 2 * bytes, slopes + 3 * bytes];
    const settings = attributes as unknown as ScoreSettings;
    const writeSlopes = slopesWriter(workspace, totals, dy, settings, most);
    for (let first = 0; first < groups; first += most) {
      const count = Math.min(most, groups - first);
      writeSlopes(first, count, i, p, t, d);
      const [input, offset] = part(leading, first, count);
      workspace.kernels.overlapGradient(...input, i, p, d, result.address + offset, scratch);
    }
    return result.tensor();
  },
};

/** Some of the groups of a kernel's input, and how many bytes lie before them. */
function part(
  [x, target, mask, , pixels, classes, ...settings]: OverlapInput,
  first: number,
  count: number,
): [OverlapInput, number] {
  const offset = 4 * first * pixels * classes;
  const counted = mask && mask + 4 * first * pixels;
  return [[x + offset, target + offset, counted, count, pixels, classes, ...settings], offset];
}
