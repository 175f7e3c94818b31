import * as tf from "@tensorflow/tfjs";
import type { FusedOperation } from "../../fused/registerKernel.js";
import { placeRule, scoresOf, writeScoreSlopes } from "./overlapScores.js";
import type { ScoreSettings } from "./scoreSettings.js";

/** The gradients of overlap losses by the sums I, P, T and D, `[groups, classes]` each. */
export const overlapSlopes: FusedOperation = {
  name: "SoftgradOverlapSlopes",
  inputs: ["totals", "dy"],
  compute: (inputs, attributes, workspace) => {
    const { totals, dy } = inputs as Record<"totals" | "dy", tf.TensorInfo>;
    const settings = attributes as unknown as ScoreSettings;
    const [, groups = 1, classes = 1] = totals.shape;
    const size = groups * classes;
    const { kernels, place, result, scratch, values } = workspace;
    const [sums, slope] = [place(totals), place(dy)];
    const rule = placeRule(workspace, settings);
    const byScore = scratch(4 * size);
    const make = () => result([groups, classes]);
    const [i, p, t, d] = [make(), make(), make(), make()];
    // Room first: memory that grows takes the views of it away.
    const found = scoresOf(workspace, sums, rule, size, classes);
    const given = values(slope, tf.util.sizeFromShape(dy.shape));
    writeScoreSlopes(values(byScore, size), given, found, settings);
    const { address } = i;
    kernels.overlapSlopes(sums, size, rule, byScore, address, p.address, t.address, d.address);
    return [i, p, t, d].map(({ tensor }) => tensor());
  },
};
