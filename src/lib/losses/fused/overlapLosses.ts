import type { Address, OverlapRule } from "../../fused/kernels.js";
import type { Workspace } from "../../fused/workspace.js";
import { leastPowerBase } from "../../numerics/power.js";
import { TINY } from "../../numerics/safeRatio.js";
import type { ScoreSettings } from "./scoreSettings.js";

// There may be a loss for each of a million pixels: what is done with each of them is the kernels' work.

/** Sums, `[4, groups, classes]`, where kernels find them. */
export interface PlacedSums {
  readonly sums: Address;
  readonly groups: number;
  readonly classes: number;
}

/** How many groups are worked on at once: what is kept of them between kernels is to stay in the fastest cache. */
export function groupsAtOnce(groups: number, classes: number): number {
  return Math.min(groups, Math.ceil(1024 / classes));
}

/** What makes losses of sums, as the kernels read it. */
export function placeRule({ scratch, values }: Workspace, settings: ScoreSettings): OverlapRule {
  const rule = scratch(48);
  const { numerator, denominator, smooth, gamma, logLoss, presentOnly } = settings;
  values(rule, 12).set([...numerator, ...denominator, ...smooth, gamma, leastPowerBase(gamma)]);
  return [rule, logLoss, presentOnly];
}

/** Writes a factor for each class of each group: 0, or a picked class's weight times the scale. */
export function writeFactors(
  factors: Float32Array,
  classes: number,
  { picks, classWeights }: ScoreSettings,
  scale: number,
): void {
  factors.fill(0);
  for (let start = 0; start < factors.length; start += classes) {
    for (const c of picks) factors[start + c] = (classWeights[c] ?? 1) * scale;
  }
}

/**
 * Computes the losses of each group's picked classes, times their weights.
 *
 * @param losses where they are left, `[groups, classes]`, with 0 for what is not picked; 0 for nowhere.
 * @returns their sum.
 */
export function weightedLosses(
  workspace: Workspace,
  { sums, groups, classes }: PlacedSums,
  settings: ScoreSettings,
  losses: Address = 0,
): number {
  const { kernels, scratch, values } = workspace;
  const most = groupsAtOnce(groups, classes);
  const factors = scratch(4 * most * classes);
  const rule = placeRule(workspace, settings);
  writeFactors(values(factors, most * classes), classes, settings, 1);
  let total = 0;
  for (let first = 0; first < groups; first += most) {
    const size = Math.min(most, groups - first) * classes;
    const offset = 4 * first * classes;
    const place = losses && losses + offset;
    total += kernels.overlapLosses(sums + offset, groups * classes, size, ...rule, factors, place);
  }
  return total;
}

/** What the sum of losses is multiplied by to make it their mean; 0 where that is over nothing. */
export function meanFactor(
  workspace: Workspace,
  placed: PlacedSums,
  settings: ScoreSettings,
): number {
  const { classWeights, normalizeWeights, presentOnly, picks } = settings;
  const weights = normalizeWeights ? classWeights : [];
  const perGroup = picks.reduce((sum, c) => sum + (weights[c] ?? 1), 0);
  const total = presentOnly
    ? weightedLosses(workspace, placed, { ...settings, ...ones, classWeights: weights })
    : perGroup * placed.groups;
  return total > TINY ? 1 / total : 0;
}

/** Makes each loss 1: an overlap of 0 / 1. */
const ones = {
  numerator: [0, 0, 0, 0],
  denominator: [0, 0, 0, 0],
  smooth: [0, 1],
  logLoss: false,
  gamma: 1,
} as const;
