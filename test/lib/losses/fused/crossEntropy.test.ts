import * as tf from "@tensorflow/tfjs";
import fc from "fast-check";
import { expect, it } from "vitest";
import { sigmoidCrossEntropy, softmaxCrossEntropy } from "../../../../src/lib/index.js";
import { describeOnBackends, scoped } from "../../backends.js";
import { binaryCrossEntropies, softmaxCrossEntropies } from "./loops.js";
import { expectPixelLosses, ways, weighedCase } from "./pixelLosses.js";
import { problems } from "./problems.js";

describeOnBackends("fused cross-entropies are those of loops in float64", () => {
  it.each(ways)(
    "softmaxCrossEntropy, value and both gradients, $weights weights, $reduction",
    (way) => {
      fc.assert(
        fc.property(problems, fc.boolean(), (problem, masked) => {
          const { classWeights, counts } = weighedCase(problem, masked, way.weights);
          const wanted = softmaxCrossEntropies(counts, classWeights);
          const loss = (t: tf.Tensor, x: tf.Tensor, mask: tf.Tensor) =>
            softmaxCrossEntropy(t, x, {
              ...(way.weights === "even" ? {} : { classWeights }),
              ...(masked ? { mask } : {}),
              reduction: way.reduction,
            });
          expectPixelLosses(counts, way.reduction, "pixel", loss, wanted);
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
            const { classWeights, counts } = weighedCase(problem, masked, way.weights);
            const wanted = binaryCrossEntropies(counts, classWeights, positiveWeight);
            const loss = (t: tf.Tensor, x: tf.Tensor, mask: tf.Tensor) =>
              sigmoidCrossEntropy(t, x, {
                ...(way.weights === "even" ? {} : { classWeights }),
                ...(masked ? { mask } : {}),
                reduction: way.reduction,
                positiveWeight,
              });
            expectPixelLosses(counts, way.reduction, "class", loss, wanted);
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
