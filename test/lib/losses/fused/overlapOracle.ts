// Overlap losses with every option, in float64 and pixel by pixel: what the fused kernels are held against.

/** Σpt, Σp or Σp², Σt or Σt², Σ|p − t| over a group of pixels, for one class. */
export interface ClassSums {
  readonly shared: number;
  readonly prediction: number;
  readonly target: number;
  readonly difference: number;
}

export interface OverlapCase {
  readonly batch: number;
  readonly spatial: readonly number[];
  readonly classes: number;
  /** Row by row, as tensors have them. */
  readonly x: readonly number[];
  readonly t: readonly number[];
  /** Which pixels count. */
  readonly counts: readonly boolean[];
  readonly activation: "none" | "softmax" | "sigmoid";
  readonly alpha: number;
  readonly squared: boolean;
  readonly over: "image" | "batch";
  readonly smooth: { readonly numerator: number; readonly denominator: number };
  readonly which: "all" | "present" | readonly number[];
  readonly weights: readonly number[] | undefined;
  readonly normalizeWeights: boolean;
  readonly logLoss: boolean;
  readonly gamma: number;
  readonly reduction: "none" | "sum" | "mean";
  /** Numerator and denominator before smoothing. */
  readonly parts: (sums: ClassSums) => readonly [number, number];
}

/** One loss a group and picked class, before weights, and what the reduction takes of it. */
interface Term {
  readonly loss: number;
  readonly weight: number;
  /** How much it adds to what a mean is divided by. */
  readonly share: number;
}

/** The losses as the library returns them: one number, or with "none" one a group and class. */
export function overlapLosses(given: OverlapCase, present = presence(given)): number[] {
  const all = terms(given, present);
  const weighted = all.map(({ loss, weight }) => loss * weight);
  if (given.reduction === "none") return weighted;
  const sum = weighted.reduce((a, b) => a + b, 0);
  if (given.reduction === "sum") return [sum];
  const total = all.reduce((a, { share }) => a + share, 0);
  return [total === 0 ? 0 : sum / total];
}

/** The slopes of Σ dy · losses by each entry of x or t, by central differences. */
export function overlapSlopes(given: OverlapCase, of: "x" | "t", dy: readonly number[]): number[] {
  const step = 1e-5;
  // Which classes are present is a constant to the gradient.
  const present = presence(given);
  const valueAt = (place: number, by: number) => {
    const moved = given[of].map((value, at) => (at === place ? value + by : value));
    const losses = overlapLosses({ ...given, [of]: moved }, present);
    return losses.reduce((sum, loss, at) => sum + loss * (dy[at] ?? 0), 0);
  };
  return given[of].map((_, place) => (valueAt(place, step) - valueAt(place, -step)) / (2 * step));
}

/** Whether the case is far enough from where float32 and differences can say nothing: kinks and poles. */
export function isSmoothAt(given: OverlapCase): boolean {
  const near = given.counts.some(
    (counts, pixel) =>
      counts &&
      probabilities(given, pixel).some((p, c) => {
        const distance = Math.abs(p - (given.t[pixel * given.classes + c] ?? 0));
        return distance < 1e-4;
      }),
  );
  const steep = terms({ ...given, gamma: 1 }, presence(given)).some(({ loss }) =>
    given.logLoss ? loss > 7 : given.gamma < 1 && loss < 1e-2,
  );
  return !near && !steep;
}

function terms(given: OverlapCase, present: readonly boolean[]): Term[] {
  const { classes, which, weights, normalizeWeights } = given;
  const picked = typeof which === "string" ? [...new Array(classes).keys()] : which;
  return groupsOf(given).flatMap((pixels, group) =>
    picked.map((c) => {
      const counts = which !== "present" || present[group * classes + c] === true ? 1 : 0;
      const own = weights?.[c] ?? 1;
      return {
        loss: lossOf(given, sumsOf(given, pixels, c)),
        weight: own * counts,
        share: (normalizeWeights ? own : 1) * counts,
      };
    }),
  );
}

function lossOf({ parts, smooth, logLoss, gamma }: OverlapCase, sums: ClassSums): number {
  const [numerator, denominator] = parts(sums);
  const under = denominator + smooth.denominator;
  const overlap = under === 0 ? 1 : (numerator + smooth.numerator) / under;
  return (logLoss ? -Math.log(overlap) : 1 - overlap) ** gamma;
}

function sumsOf(given: OverlapCase, pixels: readonly number[], c: number): ClassSums {
  const { classes, counts, squared, t } = given;
  let [shared, prediction, target, difference] = [0, 0, 0, 0];
  for (const pixel of pixels) {
    if (!counts[pixel]) continue;
    const p = probabilities(given, pixel)[c] ?? Number.NaN;
    const label = t[pixel * classes + c] ?? Number.NaN;
    shared += p * label;
    prediction += squared ? p ** 2 : p;
    target += squared ? label ** 2 : label;
    difference += Math.abs(p - label);
  }
  return { shared, prediction, target, difference };
}

function probabilities({ x, classes, activation, alpha }: OverlapCase, pixel: number): number[] {
  const row = x.slice(pixel * classes, (pixel + 1) * classes);
  if (activation === "none") return row;
  if (activation === "sigmoid") return row.map((value) => 1 / (1 + Math.exp(-alpha * value)));
  const powers = row.map((value) => Math.exp(alpha * value));
  return powers.map((power) => power / powers.reduce((a, b) => a + b, 0));
}

/** The pixels of each group. */
function groupsOf({ batch, spatial, over }: OverlapCase): number[][] {
  const size = spatial.reduce((a, b) => a * b, 1);
  const all = [...new Array(batch * size).keys()];
  if (over === "batch") return [all];
  return [...new Array(batch).keys()].map((image) => all.slice(image * size, (image + 1) * size));
}

function presence(given: OverlapCase): boolean[] {
  return groupsOf(given).flatMap((pixels) =>
    [...new Array(given.classes).keys()].map((c) => sumsOf(given, pixels, c).target > 0),
  );
}
