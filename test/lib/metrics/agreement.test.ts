import * as tf from "@tensorflow/tfjs";
import fc from "fast-check";
import { expect, it } from "vitest";
import { fleissKappa, krippendorffAlpha } from "../../../src/lib/index.js";
import { describeOnBackends, scoped } from "../backends.js";

/** Fleiss (1971), Table 1: diagnoses of 30 patients by 6 psychiatrists in 5 categories; κ = .430. */
const diagnoses = `00060 03003 01401 00006 03030 20400 00402 20310 20040 00006
  10050 11040 03300 10050 02031 00501 30012 51000 02040 10203
  00006 01050 02013 20040 10041 05010 40002 02040 10500 00006`
  .split(/\s+/)
  .map((row) => Array.from(row, Number));

/** Krippendorff (2011), section C: 4 observers of 12 units, with missing data ("."). */
const observers = ["123321412...", "1233224125.3", ".3332342251.", "12332441251."];

/** Votes as text, one observer a row; a dot is a missing vote. */
const votesOf = (rows: readonly string[]) => {
  const values = rows.map((row) => Array.from(row, (vote) => (vote === "." ? -1 : Number(vote))));
  return tf.tensor2d(values, [values.length, values[0]?.length ?? 0], "int32");
};

type Distance = (c: number, k: number) => number;

/** α from every pair of votes of a unit, and every pair of all votes that have a partner. */
function slowAlpha(votes: readonly (readonly number[])[], distance: Distance): number {
  const units = (votes[0] ?? [])
    .map((_, unit) => votes.map((row) => row[unit] ?? -1).filter((vote) => vote >= 0))
    .filter((unit) => unit.length >= 2);
  const meanDistance = (values: readonly number[]) => {
    let total = 0;
    for (const [i, a] of values.entries()) {
      for (const [j, b] of values.entries()) if (i !== j) total += distance(a, b);
    }
    return total / (values.length - 1);
  };
  const within = units.reduce((total, unit) => total + meanDistance(unit), 0);
  return 1 - within / meanDistance(units.flat());
}

/** κ from every pair of annotators. */
function slowKappa(votes: readonly (readonly number[])[], classes: number): number {
  const units = (votes[0] ?? []).map((_, unit) => votes.map((row) => row[unit] ?? 0));
  let [agreeing, pairs] = [0, 0];
  for (const unit of units) {
    for (let i = 0; i < unit.length; i++) {
      for (let j = i + 1; j < unit.length; j++) {
        pairs++;
        if (unit[i] === unit[j]) agreeing++;
      }
    }
  }
  const all = units.flat();
  let chance = 0;
  for (let c = 0; c < classes; c++) {
    chance += (all.filter((vote) => vote === c).length / all.length) ** 2;
  }
  return (agreeing / pairs - chance) / (1 - chance);
}

describeOnBackends("agreement", () => {
  it(
    "Fleiss' κ is the paper's .430 for its Table 1",
    scoped(() => {
      expect(fleissKappa(tf.tensor2d(diagnoses, [30, 5], "int32"))).toBeCloseTo(0.43, 3);
    }),
  );

  it(
    "Krippendorff's α is the paper's for its section C, at each level",
    scoped(() => {
      const votes = votesOf(observers);
      const alpha = (level: "nominal" | "ordinal" | "interval") =>
        krippendorffAlpha(votes, { numClasses: 6, level });
      expect(alpha("nominal")).toBeCloseTo(0.743, 3);
      expect(alpha("ordinal")).toBeCloseTo(0.815, 3);
      expect(alpha("interval")).toBeCloseTo(0.849, 3);
    }),
  );

  it(
    "Krippendorff's α is the paper's .095 and .692 for two observers, sections A and B",
    scoped(() => {
      const binary = votesOf(["0100000010", "1110010000"]);
      expect(krippendorffAlpha(binary, { numClasses: 2 })).toBeCloseTo(0.095, 3);
      // a, b, c, d, e as 0 to 4.
      const nominal = votesOf(["001132224330", "101112224333"]);
      expect(krippendorffAlpha(nominal, { numClasses: 5 })).toBeCloseTo(0.692, 3);
    }),
  );

  it(
    "are 1 for full agreement, and not a number where chance would agree as well",
    scoped(() => {
      const full = tf.tensor2d([
        [3, 0],
        [0, 3],
      ]);
      expect([fleissKappa(full), krippendorffAlpha(full)]).toEqual([1, 1]);
      const one = tf.tensor2d([
        [3, 0],
        [3, 0],
      ]);
      expect([fleissKappa(one), krippendorffAlpha(one)]).toEqual([Number.NaN, Number.NaN]);
      const alone = tf.tensor2d([
        [1, 0],
        [0, 1],
      ]);
      expect(krippendorffAlpha(alone)).toBeNaN();
    }),
  );

  it("are what loops over pairs of votes give", () => {
    const rows = (lowest: number) =>
      fc.array(fc.array(fc.integer({ min: lowest, max: 3 }), { minLength: 7, maxLength: 7 }), {
        minLength: 2,
        maxLength: 5,
      });
    const tensorOf = (votes: number[][]) => tf.tensor2d(votes, [votes.length, 7], "int32");
    fc.assert(
      fc.property(rows(0), rows(-1), (complete, gaps) => {
        tf.tidy(() => {
          const options = { numClasses: 4 };
          const same = (got: number, expected: number) =>
            Number.isFinite(expected)
              ? expect(got).toBeCloseTo(expected, 9)
              : expect(got).toBeNaN();
          same(fleissKappa(tensorOf(complete), options), slowKappa(complete, 4));
          same(
            krippendorffAlpha(tensorOf(gaps), options),
            slowAlpha(gaps, (a, b) => Number(a !== b)),
          );
          same(
            krippendorffAlpha(tensorOf(gaps), { ...options, level: "interval" }),
            slowAlpha(gaps, (a, b) => (a - b) ** 2),
          );
        });
      }),
      { numRuns: 100 },
    );
  });
});
