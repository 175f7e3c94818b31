import type { Address, OverlapRule } from "../../fused/kernels.js";
import type { Workspace } from "../../fused/workspace.js";
import { leastPowerBase } from "../../numerics/power.js";
import { TINY } from "../../numerics/safeRatio.js";
import type { ScoreSettings } from "./scoreSettings.js";

// There may be a loss for each of a million pixels: what is done with each of them is the kernels' work.

/** Sums I, P, T and D, `[4, groups, classes]`, where kernels find them. */
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

/** Writes a factor for each class of each group: 0, or a picked class's weight times `each` of its own, or `all`. */
export function writeFactors(
  factors: Float32Array,
  classes: number,
  { picks, classWeights }: ScoreSettings,
  all: number,
  each?: Float32Array,
): void {
  factors.fill(0);
  for (let start = 0, at = 0; start < factors.length; start += classes) {
    for (const c of picks) factors[start + c] = (classWeights[c] ?? 1) * (each?.[at++] ?? all);
  }
}

/** The losses of each group's picked classes, times their weights: `[groups, picks]`. */
export function weightedLosses(
  workspace: Workspace,
  { sums, groups, classes }: PlacedSums,
  settings: ScoreSettings,
): Float32Array {
  const { kernels, scratch, values } = workspace;
  const { picks } = settings;
  const size = groups * classes;
  const [factors, losses] = [scratch(4 * size), scratch(4 * size)];
  const rule = placeRule(workspace, settings);
  writeFactors(values(factors, size), classes, settings, 1);
  kernels.overlapLosses(sums, size, size, ...rule, factors, losses);
  const all = values(losses, size);
  return Float32Array.from({ length: groups * picks.length }, (_, at) => {
    const group = Math.floor(at / picks.length);
    return all[group * classes + (picks[at % picks.length] ?? 0)] ?? 0;
  });
}

/** The sum of what `weightedLosses` returns. */
export function summedLosses(
  workspace: Workspace,
  { sums, groups, classes }: PlacedSums,
  settings: ScoreSettings,
): number {
  const { kernels, scratch, values } = workspace;
  const most = groupsAtOnce(groups, classes);
  const factors = scratch(4 * most * classes);
  const rule = placeRule(workspace, settings);
  writeFactors(values(factors, most * classes), classes, settings, 1);
  let total = 0;
  for (let first = 0; first < groups; first += most) {
    const size = Math.min(most, groups - first) * classes;
    const place = sums + 4 * first * classes;
    total += kernels.overlapLosses(place, groups * classes, size, ...rule, factors, 0);
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
    ? summedLosses(workspace, placed, { ...settings, ...ones, classWeights: weights })
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
