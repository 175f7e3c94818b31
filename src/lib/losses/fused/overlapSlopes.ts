import * as tf from "@tensorflow/tfjs";
import type { Address } from "../../fused/kernels.js";
import type { FusedOperation } from "../../fused/registerKernel.js";
import type { Workspace } from "../../fused/workspace.js";
import { meanFactor, placeRule, writeFactors } from "./overlapLosses.js";
import type { ScoreSettings } from "./scoreSettings.js";

/** The gradients of overlap losses by the sums I, P, T and D, `[groups, classes]` each. */
export const overlapSlopes: FusedOperation = {
  name: "SoftgradOverlapSlopes",
  inputs: ["totals", "dy"],
  compute: (inputs, attributes, workspace) => {
    const { totals, dy } = inputs as Record<"totals" | "dy", tf.TensorInfo>;
    const [, groups = 1, classes = 1] = totals.shape;
    const make = () => workspace.result([groups, classes]);
    const [i, p, t, d] = [make(), make(), make(), make()];
    const settings = attributes as unknown as ScoreSettings;
    const write = slopesWriter(workspace, totals, dy, settings, groups);
    write(0, groups, i.address, p.address, t.address, d.address);
    return [i, p, t, d].map(({ tensor }) => tensor());
  },
};

/** Writes the gradients of some groups' losses by their sums I, P, T and D to four addresses. */
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
  // Reduced losses have the same gradients in each group.
  const single = settings.reduction === "none";
  const room = (single ? groups : most) * classes;
  const [sums, slope, factors] = [place(totals), place(dy), scratch(4 * room)];
  const rule = placeRule(workspace, settings);
  const scale =
    settings.reduction === "mean" ? meanFactor(workspace, { sums, groups, classes }, settings) : 1;
  // Room first: memory that grows takes the views of it away.
  const given = values(slope, tf.util.sizeFromShape(dy.shape));
  const all = (given[0] ?? 0) * scale;
  writeFactors(values(factors, room), classes, settings, all, single ? given : undefined);
  return (first, count, ...results) => {
    const offset = 4 * first * classes;
    const by = single ? factors + offset : factors;
    kernels.overlapSlopes(sums + offset, size, count * classes, ...rule, by, ...results);
  };
}
