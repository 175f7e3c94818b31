import { activated, type Problem, row } from "./loops.js";

/** m^γ, 0 of nothing but for γ = 0. */
function focus(miss: number, gamma: number): number {
  return gamma === 0 ? 1 : miss ** gamma;
}

/** γ m^(γ − 1), the slope of `focus`. */
function focusSlope(miss: number, gamma: number): number {
  return gamma === 0 ? 0 : gamma * miss ** (gamma - 1);
}

/** Each pixel's −Σ w t (1 − p)^γ log p and its slopes, 0 where the mask is. */
export function softmaxFocals(problem: Problem, weights: readonly number[], gamma: number) {
  const { batch, pixels, classes, logits, target, mask } = problem;
  const each = Array.from({ length: batch * pixels }, (_, pixel) => {
    const softmax = { ...problem, activation: "softmax", alpha: 1 } as const;
    const p = activated(row(logits, pixel, classes), softmax);
    const t = row(target, pixel, classes);
    const counts = mask[pixel] ?? 0;
    const of = p.map((likelihood, c) => {
      // By the others, since 1 − p rounds.
      const miss = p.reduce((sum, other, at) => (at === c ? sum : sum + other), 0);
      const weight = counts * (weights[c] ?? 1);
      const focused = focus(miss, gamma);
      const byP = miss === 0 ? 0 : focusSlope(miss, gamma) * Math.log(likelihood);
      return {
        byTarget: -weight * focused * Math.log(likelihood),
        pull: weight * (t[c] ?? 0) * (byP * likelihood - focused),
      };
    });
    const all = of.reduce((sum, { pull }) => sum + pull, 0);
    return {
      loss: of.reduce((sum, { byTarget }, c) => sum + byTarget * (t[c] ?? 0), 0),
      byLogits: of.map(({ pull }, c) => pull - all * (p[c] ?? 0)),
      byTarget: of.map(({ byTarget }) => byTarget),
    };
  });
  return {
    losses: each.map(({ loss }) => loss),
    byLogits: each.flatMap(({ byLogits }) => byLogits),
    byTarget: each.flatMap(({ byTarget }) => byTarget),
  };
}

/** Each class's A m^γ b and its slopes, 0 where the mask is. */
export function binaryFocals(
  { logits, target, mask, classes }: Problem,
  weights: readonly number[],
  gamma: number,
  balance: number | undefined,
) {
  const each = logits.map((x, place) => {
    const counts = mask[Math.floor(place / classes)] ?? 0;
    const [t, weight] = [target[place] ?? 0, counts * (weights[place % classes] ?? 1)];
    const [hit, rest] = [1 / (1 + Math.exp(-x)), 1 / (1 + Math.exp(x))];
    const miss = t * rest + (1 - t) * hit;
    const cost = -t * Math.log(hit) - (1 - t) * Math.log(rest);
    const [meant, not] = balance === undefined ? [1, 1] : [balance, 1 - balance];
    const factor = weight * (t * meant + (1 - t) * not);
    const [focused, slope] = [focus(miss, gamma), focusSlope(miss, gamma)];
    return {
      loss: factor * focused * cost,
      byLogit:
        factor * (slope * (1 - 2 * t) * hit * rest * cost + focused * ((1 - t) * hit - t * rest)),
      byTarget:
        weight * (meant - not) * focused * cost +
        factor * (slope * (rest - hit) * cost + focused * (Math.log(rest) - Math.log(hit))),
    };
  });
  return {
    losses: each.map(({ loss }) => loss),
    byLogits: each.map(({ byLogit }) => byLogit),
    byTarget: each.map(({ byTarget }) => byTarget),
  };
}

/** Each pixel's Σ w (p − t)² and its slopes, 0 where the mask is. */
export function briers(problem: Problem, weights: readonly number[]) {
  const { batch, pixels, classes, logits, target, mask, activation, alpha } = problem;
  const each = Array.from({ length: batch * pixels }, (_, pixel) => {
    const p = activated(row(logits, pixel, classes), problem);
    const factors = p.map((_, c) => (mask[pixel] ?? 0) * (weights[c] ?? 1));
    const off = p.map((share, c) => share - (row(target, pixel, classes)[c] ?? 0));
    const byP = off.map((d, c) => 2 * (factors[c] ?? 0) * d);
    const mean = p.reduce((sum, share, c) => sum + share * (byP[c] ?? 0), 0);
    const byLogit = (share: number, g: number) => {
      if (activation === "none") return g;
      return alpha * share * (activation === "softmax" ? g - mean : (1 - share) * g);
    };
    return {
      loss: off.reduce((sum, d, c) => sum + (factors[c] ?? 0) * d * d, 0),
      byLogits: p.map((share, c) => byLogit(share, byP[c] ?? 0)),
      byTarget: byP.map((g) => -g),
    };
  });
  return {
    losses: each.map(({ loss }) => loss),
    byLogits: each.flatMap(({ byLogits }) => byLogits),
    byTarget: each.flatMap(({ byTarget }) => byTarget),
  };
}
