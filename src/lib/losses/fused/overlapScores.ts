import type { Address } from "../../fused/kernels.js";
import type { Workspace } from "../../fused/workspace.js";
import { leastPowerBase } from "../../numerics/power.js";
import { TINY } from "../../numerics/safeRatio.js";
import { LEAST_OVERLAP } from "../shared/negativeLog.js";
import type { ScoreSettings } from "./scoreSettings.js";

// There may be an overlap for each of a million pixels, so these loops make no objects and read typed arrays.

/** Overlaps, and what they are made of, `[groups, classes]`. */
export interface Scores {
  readonly scores: Float32Array;
  /** The sums T, by which classes are present. */
  readonly targets: Float32Array;
  readonly classes: number;
}

/** Computes the overlaps of sums `[4, groups, classes]` at an address. */
export function scoresOf(
  { kernels, scratch, values }: Workspace,
  sums: Address,
  rule: Address,
  size: number,
  classes: number,
): Scores {
  const scores = scratch(4 * size);
  kernels.overlapScores(sums, size, rule, scores);
  return { scores: values(scores, size), targets: values(sums + 8 * size, size), classes };
}

/** The factors and the smoothing as the kernels read them. */
export function placeRule({ scratch, values }: Workspace, settings: ScoreSettings): Address {
  const rule = scratch(40);
  const { numerator, denominator, smooth } = settings;
  values(rule, 10).set([...numerator, ...denominator, ...smooth]);
  return rule;
}

/** The losses of each group's picked classes, times their factors, reduced: one number unless "none". */
export function lossesOf(found: Scores, settings: ScoreSettings): Float32Array {
  const { scores, targets, classes } = found;
  const { reduction, logLoss, gamma, presentOnly } = settings;
  const { picks, weights } = pickTables(settings);
  const single = reduction === "none";
  const losses = new Float32Array(single ? (scores.length / classes) * picks.length : 1);
  const least = leastPowerBase(gamma);
  let total = 0;
  for (let start = 0, at = 0; start < scores.length; start += classes) {
    for (let column = 0; column < picks.length; column++, at++) {
      const place = start + (picks[column] as number);
      if (presentOnly && !((targets[place] as number) > 0)) continue;
      const score = scores[place] as number;
      let loss = lossOf(score, logLoss);
      if (gamma !== 1) loss = Math.max(loss, least) ** gamma;
      loss *= weights[column] as number;
      if (single) losses[at] = loss;
      total += loss;
    }
  }
  if (reduction === "sum") losses[0] = total;
  if (reduction === "mean") losses[0] = total * meanFactor(found, settings);
  return losses;
}

/** Writes the gradient of those losses by the overlaps, times dy, which is as large as they are. */
export function writeScoreSlopes(
  slopes: Float32Array,
  dy: Float32Array,
  found: Scores,
  settings: ScoreSettings,
): void {
  const { scores, targets, classes } = found;
  const { reduction, logLoss, gamma, presentOnly } = settings;
  const { picks, weights } = pickTables(settings);
  const single = reduction === "none";
  const whole = (dy[0] ?? 0) * (reduction === "mean" ? meanFactor(found, settings) : 1);
  const least = leastPowerBase(gamma);
  if (presentOnly || picks.length < classes) slopes.fill(0);
  for (let start = 0, at = 0; start < scores.length; start += classes) {
    for (let column = 0; column < picks.length; column++, at++) {
      const place = start + (picks[column] as number);
      if (presentOnly && !((targets[place] as number) > 0)) continue;
      const score = scores[place] as number;
      let slope = -1;
      if (logLoss) slope = -1 / Math.max(score, LEAST_OVERLAP);
      if (gamma !== 1) {
        const loss = lossOf(score, logLoss);
        slope *= loss > least ? gamma * loss ** (gamma - 1) : 0;
      }
      slopes[place] = slope * (weights[column] as number) * (single ? (dy[at] as number) : whole);
    }
  }
}

/** One overlap's loss before its power. */
function lossOf(score: number, logLoss: boolean): number {
  return logLoss ? -Math.log(Math.max(score, LEAST_OVERLAP)) : 1 - score;
}

/** The picked classes and their factors, as typed arrays. */
function pickTables({ picks, classWeights }: ScoreSettings) {
  return {
    picks: Int32Array.from(picks),
    weights: Float64Array.from(picks, (c) => classWeights[c] ?? 1),
  };
}

/** One over what the mean is taken over; 0 where that is nothing. */
function meanFactor({ targets, classes }: Scores, settings: ScoreSettings): number {
  const { picks, presentOnly, normalizeWeights, classWeights } = settings;
  let total = 0;
  for (const c of picks) {
    let count = presentOnly ? 0 : targets.length / classes;
    for (let place = c; presentOnly && place < targets.length; place += classes) {
      if ((targets[place] as number) > 0) count++;
    }
    total += count * (normalizeWeights ? (classWeights[c] ?? 1) : 1);
  }
  return total > TINY ? 1 / total : 0;
}
