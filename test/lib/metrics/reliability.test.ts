import * as tf from "@tensorflow/tfjs";
import { expect, it } from "vitest";
import { expectedCalibrationError, reliability } from "../../../src/lib/index.js";
import { describeOnBackends, scoped } from "../backends.js";

const column = (values: readonly number[]) => tf.tensor2d([...values], [values.length, 1]);
const seeded = (count: number, seed: number) =>
  Array.from({ length: count }, (_, i) => Math.abs(Math.sin(seed + 12.9898 * i) * 43758.5453) % 1);

/** The mean gap of groups of [confidence, label], by its definition. */
function meanGap(groups: readonly (readonly (readonly [number, number])[])[]): number {
  const count = groups.flat().length;
  return groups
    .map((group) => Math.abs(group.reduce((sum, [p, t]) => sum + t - p, 0)) / count)
    .reduce((a, b) => a + b, 0);
}

describeOnBackends("reliability", () => {
  it(
    "puts a confidence on an edge into the bin above, and 1 into the last",
    scoped(() => {
      const { bins } = reliability(column([0, 0, 1, 1, 1]), column([0, 0.25, 0.5, 0.75, 1]), {
        bins: 4,
      });
      expect(bins.map(({ from, to, count }) => [from, to, count])).toEqual([
        [0, 0.25, 1],
        [0.25, 0.5, 1],
        [0.5, 0.75, 1],
        [0.75, 1, 2],
      ]);
    }),
  );

  it(
    "has NaN for what empty bins hold, and leaves them out of the errors",
    scoped(() => {
      const { bins, expectedError, maximumError } = reliability(
        column([1, 0]),
        column([0.75, 0.75]),
        {
          bins: 3,
        },
      );
      expect(bins.map(({ count }) => count)).toEqual([0, 0, 2]);
      expect([bins[0]?.confidence, bins[0]?.accuracy]).toEqual([Number.NaN, Number.NaN]);
      expect([expectedError, maximumError]).toEqual([0.25, 0.25]);
    }),
  );

  it.each([1, 7, 15, 40])(
    "%i bins: the error is that of the definition, for both strategies",
    (count) =>
      scoped(() => {
        const [p, t] = [seeded(97, 1).map(Math.fround), seeded(97, 2).map(Math.round)];
        const pairs = p.map((value, i) => [value, t[i] ?? 0] as const);
        const widths = Array.from({ length: count }, (_, b) =>
          pairs.filter(([value]) => value >= b / count && value < (b + 1) / count),
        );
        const sorted = [...pairs].sort(([a], [b]) => a - b);
        const share = (b: number) => Math.floor((b * sorted.length) / count);
        const masses = Array.from({ length: count }, (_, b) =>
          sorted.slice(share(b), share(b + 1)),
        );
        const options = { bins: count } as const;
        const made = (strategy: "uniform" | "quantile") =>
          expectedCalibrationError(column(t), column(p), { ...options, strategy });
        expect(expectedCalibrationError(column(t), column(p), options)).toBeCloseTo(
          meanGap(widths),
          6,
        );
        expect(made("uniform")).toBeCloseTo(meanGap(widths), 6);
        expect(made("quantile")).toBeCloseTo(meanGap(masses), 6);
        const { bins } = reliability(column(t), column(p), { ...options, strategy: "quantile" });
        expect(bins.map((bin) => bin.count)).toEqual(masses.map(({ length }) => length));
      })(),
  );

  it(
    "keeps equal confidences in one bin of equal mass, and gives no pixel to the bins between",
    scoped(() => {
      const made = reliability(column([1, 0, 1, 1]), column([0.5, 0.5, 0.5, 1]), {
        bins: 4,
        strategy: "quantile",
      });
      expect(made.bins.map(({ count }) => count)).toEqual([0, 0, 3, 1]);
      expect(made.expectedError).toBeCloseTo(0.75 * Math.abs(2 / 3 - 0.5), 6);
    }),
  );

  it(
    "is NaN where no pixel counts",
    scoped(() => {
      const options = { mask: tf.zeros([2]), bins: 2 };
      for (const strategy of ["uniform", "quantile"] as const) {
        const made = reliability(column([1, 0]), column([1, 0]), { ...options, strategy });
        expect([made.expectedError, made.maximumError]).toEqual([Number.NaN, Number.NaN]);
        expect(made.bins.map(({ from, to }) => [from, to])).toEqual([
          [0, 0.5],
          [0.5, 1],
        ]);
      }
    }),
  );
});
