/** Pixels whose confidence lies in one range. */
export interface ReliabilityBin {
  /** From here, inclusive, to `to`, exclusive; the last filled bin includes its end. */
  readonly from: number;
  readonly to: number;
  readonly count: number;
  /** Mean confidence of the pixels; NaN when there is none. */
  readonly confidence: number;
  /** Share of the pixels' votes that the predicted class has; NaN when there is none. */
  readonly accuracy: number;
}

export interface Reliability {
  readonly bins: readonly ReliabilityBin[];
  /** Mean |accuracy − confidence| over the pixels (ECE); NaN when no pixel counts. */
  readonly expectedError: number;
  /** Largest |accuracy − confidence| of a bin (MCE); NaN when no pixel counts. */
  readonly maximumError: number;
}

/** One pixel's prediction. */
export interface Pixel {
  readonly confidence: number;
  /** Share of the pixel's votes that the predicted class has. */
  readonly right: number;
}

/** The edges of bins of equal width, from 0 to 1. */
export function uniform(count: number): number[] {
  return Array.from({ length: count + 1 }, (_, index) => index / count);
}

/** The edges of bins of equal mass: the confidences at which each next share of the pixels begins. */
export function quantiles(pixels: readonly Pixel[], count: number): number[] {
  const sorted = pixels.map(({ confidence }) => confidence).sort((a, b) => a - b);
  const last = sorted.at(-1);
  if (last === undefined) return uniform(count);
  return Array.from(
    { length: count + 1 },
    (_, index) => sorted[Math.floor((index * sorted.length) / count)] ?? last,
  );
}

/** Sorts the pixels into the bins between the edges and compares confidence with accuracy in each. */
export function summarize(pixels: readonly Pixel[], edges: readonly number[]): Reliability {
  const count = edges.length - 1;
  const starts = edges.slice(0, -1);
  // What lies outside of [0, 1], as a prediction without activation can, counts in the bin nearest to it.
  const binOf = ({ confidence }: Pixel) =>
    Math.max(
      0,
      starts.findLastIndex((start) => start <= confidence),
    );
  const grouped = Array.from({ length: count }, (): Pixel[] => []);
  for (const pixel of pixels) grouped[binOf(pixel)]?.push(pixel);
  const mean = (values: readonly number[]) =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const bins = grouped.map((members, index) => ({
    from: edges[index] ?? 0,
    to: edges[index + 1] ?? 1,
    count: members.length,
    confidence: mean(members.map(({ confidence }) => confidence)),
    accuracy: mean(members.map(({ right }) => right)),
  }));
  const filled = bins.filter((bin) => bin.count > 0);
  const gap = (bin: ReliabilityBin) => Math.abs(bin.accuracy - bin.confidence);
  return {
    bins,
    expectedError: filled.reduce((sum, bin) => sum + bin.count * gap(bin), 0) / pixels.length,
    maximumError: filled.length > 0 ? Math.max(...filled.map(gap)) : Number.NaN,
  };
}
