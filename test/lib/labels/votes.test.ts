import * as tf from "@tensorflow/tfjs";
import fc from "fast-check";
import { expect, it } from "vitest";
import { labelsFromVotes } from "../../../src/lib/index.js";
import { describeOnBackends, scoped } from "../backends.js";

/** The slow, obvious count: each pixel asks each annotator. */
function slowLabels(votes: number[][], classes: number, weights: number[], smoothing: number) {
  return (votes[0] ?? []).map((_, pixel) => {
    const row = Array.from({ length: classes }, (_, c) => {
      let count = smoothing;
      votes.forEach((answers, a) => {
        if (answers[pixel] === c) count += weights[a] ?? 0;
      });
      return count;
    });
    const total = row.reduce((a, b) => a + b, 0);
    return row.map((count) => (total === 0 ? 0 : count / total));
  });
}

describeOnBackends("labelsFromVotes", () => {
  it(
    "reads counts of any rank, with smoothing",
    scoped(() => {
      const counts = tf.tensor3d([93, 7, 0, 0, 1, 3], [1, 3, 2], "int32");
      const close = (rows: number[][]) => [rows.map((row) => row.map((y) => expect.closeTo(y, 6)))];
      expect(labelsFromVotes(counts).arraySync()).toEqual(
        close([
          [0.93, 0.07],
          [0, 0],
          [0.25, 0.75],
        ]),
      );
      expect(labelsFromVotes(counts, { smoothing: 1 }).arraySync()).toEqual(
        close([
          [94 / 102, 8 / 102],
          [0.5, 0.5],
          [2 / 6, 4 / 6],
        ]),
      );
    }),
  );

  it("counts annotators' indices as loops do, with weights, missing votes and smoothing", () => {
    const cases = fc
      .record({
        annotators: fc.integer({ min: 1, max: 5 }),
        pixels: fc.integer({ min: 1, max: 6 }),
      })
      .chain(({ annotators, pixels }) =>
        fc.record({
          votes: fc.array(
            fc.array(fc.integer({ min: -1, max: 2 }), { minLength: pixels, maxLength: pixels }),
            { minLength: annotators, maxLength: annotators },
          ),
          weights: fc.array(fc.constantFrom(0, 0.5, 1, 3), {
            minLength: annotators,
            maxLength: annotators,
          }),
          smoothing: fc.constantFrom(0, 0.25, 1),
        }),
      );
    fc.assert(
      fc.property(cases, ({ votes, weights, smoothing }) => {
        tf.tidy(() => {
          const tensor = tf.tensor2d(votes, [votes.length, votes[0]?.length ?? 0], "int32");
          const labels = labelsFromVotes(tensor, { numClasses: 3, weights, smoothing });
          const expected = slowLabels(votes, 3, weights, smoothing);
          expect(labels.shape).toEqual([expected.length, 3]);
          const got = labels.dataSync();
          expected.flat().forEach((value, place) => {
            expect(got[place]).toBeCloseTo(value, 5);
          });
        });
      }),
      { numRuns: 60 },
    );
  });

  it(
    "takes any index for a missing vote that is no class",
    scoped(() => {
      const votes = tf.tensor2d(
        [
          [0, 255],
          [1, 255],
        ],
        [2, 2],
        "int32",
      );
      const options = { numClasses: 2, missing: 255 };
      expect(labelsFromVotes(votes, options).arraySync()).toEqual([
        [0.5, 0.5],
        [0, 0],
      ]);
    }),
  );

  it(
    "gives annotators of images `[annotators, height, width]` labels `[height, width, classes]`",
    scoped(() => {
      const votes = tf.tensor3d([0, 1, 1, 1, 0, 1, 0, 1], [2, 2, 2], "int32");
      const labels = labelsFromVotes(votes, { numClasses: 2 });
      expect(labels.shape).toEqual([2, 2, 2]);
      expect(Array.from(labels.dataSync())).toEqual([1, 0, 0, 1, 0.5, 0.5, 0, 1]);
    }),
  );
});
