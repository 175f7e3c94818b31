import * as tf from "@tensorflow/tfjs";
import fc from "fast-check";
import { expect, it } from "vitest";
import { sigmoidCrossEntropy, softmaxCrossEntropy } from "../../../../src/lib/index.js";
import { describeOnBackends, scoped } from "../../backends.js";
import { binaryCrossEntropies, type Problem, softmaxCrossEntropies } from "./loops.js";
import { expectNear, problems, tensors } from "./problems.js";

const ways = (["even", "uneven"] as const).flatMap((weights) =>
  (["mean", "sum", "none"] as const).map((reduction) => ({ weights, reduction })),
);

/** Class weights, and the problem with what counts in its mask. */
function crossEntropyCase(problem: Problem, masked: boolean, weights: "even" | "uneven") {
  return {
    classWeights: Array.from({ length: problem.classes }, (_, c) =>
      weights === "even" ? 1 : 0.5 + c,
    ),
    counts: masked ? problem : { ...problem, mask: problem.mask.map(() => 1) },
  };
}

/** Compares losses with loops', and both gradients; a loss is a pixel's or a class's of a pixel. */
function expectCrossEntropies(
  problem: Problem,
  reduction: "mean" | "sum" | "none",
  per: "pixel" | "class",
  loss: (t: tf.Tensor, x: tf.Tensor, mask: tf.Tensor) => tf.Tensor,
  { losses, byLogits, byTarget }: { losses: number[]; byLogits: number[]; byTarget: number[] },
): void {
  scoped(() => {
    const { x, t, mask } = tensors(problem);
    const { classes } = problem;
    const counted = problem.mask.filter((counts) => counts === 1).length;
    const total = reduction === "mean" ? Math.max(1, counted) * (per === "class" ? classes : 1) : 1;
    const value = loss(t, x, mask);
    const sum = losses.reduce((a, b) => a + b, 0) / total;
    expectNear(value.dataSync(), reduction === "none" ? losses : [sum], 2e-5);
    const dy = Array.from({ length: value.size }, (_, place) => 1 + (place % 3));
    const [ofTarget, ofLogits] = tf.grads((t, x) => loss(t, x, mask))(
      [t, x],
      tf.tensor(dy, value.shape),
    );
    const scaled = (slope: number, place: number) => {
      if (reduction !== "none") return slope / total;
      return slope * (dy[per === "class" ? place : Math.floor(place / classes)] ?? 0);
    };
    expectNear(ofLogits?.dataSync() ?? [], byLogits.map(scaled), 2e-5);
    expectNear(ofTarget?.dataSync() ?? [], byTarget.map(scaled), 2e-5);
  })();
}

describeOnBackends("fused cross-entropies are those of loops in float64", () => {
  it.each(ways)(
    "softmaxCrossEntropy, value and both gradients, $weights weights, $reduction",
    (way) => {
      fc.assert(
        fc.property(problems, fc.boolean(), (problem, masked) => {
          const { classWeights, counts } = crossEntropyCase(problem, masked, way.weights);
          const wanted = softmaxCrossEntropies(counts, classWeights);
          const loss = (t: tf.Tensor, x: tf.Tensor, mask: tf.Tensor) =>
            softmaxCrossEntropy(t, x, {
              ...(way.weights === "even" ? {} : { classWeights }),
              ...(masked ? { mask } : {}),
              reduction: way.reduction,
            });
          expectCrossEntropies(counts, way.reduction, "pixel", loss, wanted);
        }),
        { numRuns: 25 },
      );
    },
  );

  it.each(ways)(
    "sigmoidCrossEntropy, value and both gradients, $weights weights, $reduction",
    (way) => {
      fc.assert(
        fc.property(
          problems,
          fc.boolean(),
          fc.constantFrom(0, 1, 3),
          (problem, masked, positiveWeight) => {
            const { classWeights, counts } = crossEntropyCase(problem, masked, way.weights);
            const wanted = binaryCrossEntropies(counts, classWeights, positiveWeight);
            const loss = (t: tf.Tensor, x: tf.Tensor, mask: tf.Tensor) =>
              sigmoidCrossEntropy(t, x, {
                ...(way.weights === "even" ? {} : { classWeights }),
                ...(masked ? { mask } : {}),
                reduction: way.reduction,
                positiveWeight,
              });
            expectCrossEntropies(counts, way.reduction, "class", loss, wanted);
          },
        ),
        { numRuns: 25 },
      );
    },
  );

  it("sigmoidCrossEntropy does not round away the loss and the slope of what is nearly right", () => {
    scoped(() => {
      const x = tf.tensor2d([[30, -30]]);
      const t = tf.tensor2d([[1, 0]]);
      const { value, grad } = tf.valueAndGrad((x: tf.Tensor) =>
        sigmoidCrossEntropy(t, x, { reduction: "sum" }),
      )(x);
      const small = Math.exp(-30);
      expect((value.dataSync()[0] ?? 0) / small).toBeCloseTo(2, 4);
      expect([...grad.dataSync()].map((slope) => slope / small)[0]).toBeCloseTo(-1, 4);
      expect([...grad.dataSync()].map((slope) => slope / small)[1]).toBeCloseTo(1, 4);
    })();
  });

  it("sigmoidCrossEntropy is right to 1e-5 of itself, however small", () => {
    scoped(() => {
      const logits = Array.from({ length: 1601 }, (_, k) => (k - 800) / 10);
      const x = tf.tensor2d(logits, [1601, 1]);
      const losses = sigmoidCrossEntropy(tf.ones([1601, 1]), x, { reduction: "none" }).dataSync();
      for (const [k, logit] of x.dataSync().entries()) {
        const exact = Math.max(-logit, 0) + Math.log1p(Math.exp(-Math.abs(logit)));
        expect(Math.abs((losses[k] ?? 0) / exact - 1), `logit ${logit}`).toBeLessThan(1e-5);
      }
    })();
  });
});
