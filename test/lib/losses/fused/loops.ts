/** Losses in float64 by loops over every pixel: what the fused kernels are held against. */
export interface Problem {
  readonly batch: number;
  readonly pixels: number;
  readonly classes: number;
  readonly logits: readonly number[];
  readonly target: readonly number[];
  /** 1 or 0 a pixel. */
  readonly mask: readonly number[];
  readonly activation: "none" | "softmax" | "sigmoid";
  readonly alpha: number;
}

export function row(values: readonly number[], pixel: number, classes: number): number[] {
  return values.slice(pixel * classes, (pixel + 1) * classes);
}

export function activated(x: readonly number[], { activation, alpha }: Problem): number[] {
  if (activation === "none") return [...x];
  if (activation === "sigmoid") return x.map((value) => 1 / (1 + Math.exp(-alpha * value)));
  const most = Math.max(...x);
  const powers = x.map((value) => Math.exp(alpha * (value - most)));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / sum);
}

/** The smallest |p − t|: at 0 the difference has a kink, which finite differences smear. */
export function leastDifference(problem: Problem): number {
  const { batch, pixels, classes, logits, target } = problem;
  return Math.min(
    ...Array.from({ length: batch * pixels }, (_, pixel) =>
      activated(row(logits, pixel, classes), problem).map((p, c) =>
        Math.abs(p - (row(target, pixel, classes)[c] ?? 0)),
      ),
    ).flat(),
  );
}

/** The sums of one group of pixels and one class: Σpt, Σp, Σt and Σ|p − t|. */
export interface Sums {
  shared: number;
  prediction: number;
  target: number;
  difference: number;
}

/** The mean over groups and classes of a measure of their sums. */
export function meanOverlap(
  problem: Problem,
  over: "image" | "batch",
  measure: (sums: Sums) => number,
): number {
  const { batch, pixels, classes } = problem;
  const groups = over === "batch" ? 1 : batch;
  const size = (batch * pixels) / groups;
  let total = 0;
  for (let group = 0; group < groups; group++) {
    for (let c = 0; c < classes; c++) {
      const sums: Sums = { shared: 0, prediction: 0, target: 0, difference: 0 };
      for (let pixel = group * size; pixel < (group + 1) * size; pixel++) {
        if (problem.mask[pixel] === 0) continue;
        const p = activated(row(problem.logits, pixel, classes), problem)[c] ?? 0;
        const t = row(problem.target, pixel, classes)[c] ?? 0;
        sums.shared += p * t;
        sums.prediction += p;
        sums.target += t;
        sums.difference += Math.abs(p - t);
      }
      total += measure(sums);
    }
  }
  return total / groups / classes;
}

/** Each pixel's −Σ w y log softmax(x), and its slopes by each class, 0 where the mask is. */
export function softmaxCrossEntropies(problem: Problem, weights: readonly number[]) {
  const { batch, pixels, classes, logits, target, mask } = problem;
  const each = Array.from({ length: batch * pixels }, (_, pixel) => {
    const softmax = { ...problem, activation: "softmax", alpha: 1 } as const;
    const p = activated(row(logits, pixel, classes), softmax);
    const y = row(target, pixel, classes).map((t, c) => t * (weights[c] ?? 1));
    const mass = y.reduce((a, b) => a + b, 0);
    const counts = mask[pixel] ?? 0;
    return {
      loss: -counts * p.reduce((sum, likelihood, c) => sum + (y[c] ?? 0) * Math.log(likelihood), 0),
      byLogits: p.map((share, c) => counts * (share * mass - (y[c] ?? 0))),
      byTarget: p.map((share, c) => -counts * (weights[c] ?? 1) * Math.log(share)),
    };
  });
  return {
    losses: each.map(({ loss }) => loss),
    byLogits: each.flatMap(({ byLogits }) => byLogits),
    byTarget: each.flatMap(({ byTarget }) => byTarget),
  };
}

/** Each class's w (−q t log σ(x) − (1 − t) log σ(−x)) and its slopes, 0 where the mask is. */
export function binaryCrossEntropies(
  { logits, target, mask, classes }: Problem,
  weights: readonly number[],
  positiveWeight: number,
) {
  const each = logits.map((x, place) => {
    const counts = mask[Math.floor(place / classes)] ?? 0;
    const [t, weight] = [target[place] ?? 0, counts * (weights[place % classes] ?? 1)];
    const [hit, rest] = [1 / (1 + Math.exp(-x)), 1 / (1 + Math.exp(x))];
    return {
      loss: -weight * (positiveWeight * t * Math.log(hit) + (1 - t) * Math.log(rest)),
      byLogit: weight * ((1 - t) * hit - positiveWeight * t * rest),
      byTarget: weight * (Math.log(rest) - positiveWeight * Math.log(hit)),
    };
  });
  return {
    losses: each.map(({ loss }) => loss),
    byLogits: each.map(({ byLogit }) => byLogit),
    byTarget: each.map(({ byTarget }) => byTarget),
  };
}

/** The slopes of a function of the logits by central differences. */
export function slopes(problem: Problem, value: (problem: Problem) => number): number[] {
  const step = 1e-5;
  return problem.logits.map((_, place) => {
    const moved = (by: number) =>
      value({ ...problem, logits: problem.logits.map((x, at) => (at === place ? x + by : x)) });
    return (moved(step) - moved(-step)) / (2 * step);
  });
}
