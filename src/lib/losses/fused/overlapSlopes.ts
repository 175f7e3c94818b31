import * as tf from "@tensorflow/tfjs";
import type { Address } from "../../fused/kernels.js";
import type { FusedOperation } from "../../fused/registerKernel.js";
import type { Result, Workspace } from "../../fused/workspace.js";
import { groupsAtOnce, meanFactor, placeRule, writeFactors } from "./overlapLosses.js";
import { isEveryClass, scatterPicks } from "./picks.js";
import type { ScoreSettings } from "./scoreSettings.js";

/** What moves the pixels of overlap losses, as SumSlopes. */
export const overlapSlopes: FusedOperation = {
  name: "SoftgradOverlapSlopes",
  inputs: ["totals", "dy"],
  compute: (inputs, attributes, workspace) => {
    const { totals, dy } = inputs as Record<"totals" | "dy", tf.TensorInfo>;
    const [, groups = 1, classes = 1] = totals.shape;
    const make = () => workspace.result([groups, classes]);
    const [i, p, t, d] = [make(), make(), make(), make()];
    const settings = attributes as unknown as ScoreSettings;
    const most = groupsAtOnce(groups, classes);
    const write = slopesWriter(workspace, totals, dy, settings, most);
    for (let first = 0; first < groups; first += most) {
      const offset = 4 * first * classes;
      const count = Math.min(most, groups - first);
      const to = (result: Result) => result.address + offset;
      write(first, count, to(i), to(p), to(t), to(d));
    }
    return [i, p, t, d].map(({ tensor }) => tensor());
  },
};

/** Writes the slopes of some groups' losses to four addresses. */
export type WriteSlopes = (
  first: number,
  count: number,
  ...results: [Address, Address, Address, Address]
) => void;

/**
 * Prepares the writing of slopes.
 *
 * @param totals the sums, `[4, groups, classes]`.
 * @param dy the gradient of the reduced losses.
 * @param most how many groups are written at once.
 */
export function slopesWriter(
  workspace: Workspace,
  totals: tf.TensorInfo,
  dy: tf.TensorInfo,
  settings: ScoreSettings,
  most: number,
): WriteSlopes {
  const { kernels, place, scratch, values } = workspace;
  const [, groups = 1, classes = 1] = totals.shape;
  const size = groups * classes;
  const { picks, reduction } = settings;
  const [sums, slope, factors] = [place(totals), place(dy), scratch(4 * most * classes)];
  const apart = reduction === "none";
  const spread = apart && !isEveryClass(picks, classes);
  const by = spread ? scratch(4 * size) : slope;
  const rule = placeRule(workspace, settings);
  const mean =
    reduction === "mean" ? meanFactor(workspace, { sums, groups, classes }, settings) : 1;
  // Room first: memory that grows takes the views of it away.
  const given = values(slope, tf.util.sizeFromShape(dy.shape));
  if (spread) scatterPicks(given, values(by, size), picks, classes);
  const scale = apart ? 1 : (given[0] ?? 0) * mean;
  writeFactors(values(factors, most * classes), classes, settings, scale);
  return (first, count, ...results) => {
    const offset = 4 * first * classes;
    const each = apart ? by + offset : 0;
    kernels.overlapSlopes(sums + offset, size, count * classes, ...rule, factors, each, ...results);
  };
}
