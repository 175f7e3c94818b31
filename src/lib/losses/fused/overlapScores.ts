import { leastPowerBase } from "../../numerics/power.js";
import { TINY } from "../../numerics/safeRatio.js";
import { LEAST_OVERLAP } from "../shared/negativeLog.js";
import type { ScoreSettings } from "./scoreSettings.js";

/** The sums I, P, T and D, each `[groups, classes]`; or their gradients. */
export type SumValues = readonly [Float32Array, Float32Array, Float32Array, Float32Array];

/** The losses of each group's picked classes, times their factors, reduced: one number unless "none". */
export function lossesOf(sums: SumValues, classes: number, settings: ScoreSettings): Float32Array {
  const { picks, reduction } = settings;
  const groups = sums[0].length / classes;
  const losses = new Float32Array(reduction === "none" ? groups * picks.length : 1);
  const score = scorer(sums, settings);
  let total = 0;
  for (let group = 0; group < groups; group++) {
    for (let column = 0; column < picks.length; column++) {
      const c = picks[column] ?? 0;
      const place = group * classes + c;
      score.at(place);
      const loss = score.loss * factorOf(sums[2][place] ?? 0, c, settings);
      if (reduction === "none") losses[group * picks.length + column] = loss;
      total += loss;
    }
  }
  if (reduction === "sum") losses[0] = total;
  if (reduction === "mean") losses[0] = total * meanFactor(sums[2], classes, settings);
  return losses;
}

/** The gradient of those losses by the sums, times dy, which is as large as they are. */
export function writeSlopes(
  slopes: SumValues,
  dy: ArrayLike<number>,
  sums: SumValues,
  classes: number,
  settings: ScoreSettings,
): void {
  const { picks, reduction, numerator, denominator } = settings;
  const groups = sums[0].length / classes;
  const whole = (dy[0] ?? 0) * (reduction === "mean" ? meanFactor(sums[2], classes, settings) : 1);
  const score = scorer(sums, settings);
  if (picks.length < classes) for (const slope of slopes) slope.fill(0);
  for (let group = 0; group < groups; group++) {
    for (let column = 0; column < picks.length; column++) {
      const c = picks[column] ?? 0;
      const place = group * classes + c;
      score.at(place);
      const own = reduction === "none" ? (dy[group * picks.length + column] ?? 0) : whole;
      const by = own * factorOf(sums[2][place] ?? 0, c, settings);
      const above = by * score.byNumerator;
      const below = by * score.byDenominator;
      slopes[0][place] = above * numerator[0] + below * denominator[0];
      slopes[1][place] = above * numerator[1] + below * denominator[1];
      slopes[2][place] = above * numerator[2] + below * denominator[2];
      slopes[3][place] = above * numerator[3] + below * denominator[3];
    }
  }
}

/** The loss at one place and its slopes by numerator and denominator, left in fields: there may be millions. */
function scorer([i, p, t, d]: SumValues, settings: ScoreSettings) {
  const { numerator, denominator, smooth, logLoss, gamma } = settings;
  const [ni, np, nt, nd] = numerator;
  const [di, dp, dt, dd] = denominator;
  const [above, below] = smooth;
  const least = leastPowerBase(gamma);
  const found = {
    loss: 0,
    byNumerator: 0,
    byDenominator: 0,
    at(place: number): void {
      const I = i[place] ?? 0;
      const P = p[place] ?? 0;
      const T = t[place] ?? 0;
      const D = d[place] ?? 0;
      const over = ni * I + np * P + nt * T + nd * D + above;
      const under = di * I + dp * P + dt * T + dd * D + below;
      // Written so that NaN is divided by, and shows.
      const valid = !(under <= TINY);
      const score = valid ? over / under : 1;
      let loss = 1 - score;
      let slope = -1;
      if (logLoss) {
        const floored = Math.max(score, LEAST_OVERLAP);
        loss = -Math.log(floored);
        slope = -1 / floored;
      }
      if (gamma !== 1) {
        const base = Math.max(loss, least);
        loss = base ** gamma;
        slope *= gamma * base ** (gamma - 1);
      }
      found.loss = loss;
      found.byNumerator = valid ? slope / under : 0;
      found.byDenominator = valid ? (-slope * score) / under : 0;
    },
  };
  return found;
}

function factorOf(target: number, c: number, { presentOnly, classWeights }: ScoreSettings): number {
  return presentOnly && !(target > 0) ? 0 : (classWeights[c] ?? 1);
}

/** One over what the mean is taken over; 0 where that is nothing. */
function meanFactor(targets: Float32Array, classes: number, settings: ScoreSettings): number {
  const { picks, presentOnly, normalizeWeights } = settings;
  const groups = targets.length / classes;
  const total = presentOnly || normalizeWeights ? countedFactors() : groups * picks.length;
  return total > TINY ? 1 / total : 0;

  function countedFactors(): number {
    const counting = normalizeWeights ? settings : { ...settings, classWeights: [] };
    let sum = 0;
    for (let group = 0; group < groups; group++) {
      for (const c of picks) sum += factorOf(targets[group * classes + c] ?? 0, c, counting);
    }
    return sum;
  }
}
