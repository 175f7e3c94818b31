import * as tf from "@tensorflow/tfjs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { minimise } from "../../../src/lib/figures/minimise.js";
import * as softgrad from "../../../src/lib/index.js";
import { describeOnBackends, scoped } from "../backends.js";

type L1Loss = (
  target: tf.Tensor,
  prediction: tf.Tensor,
  options?: softgrad.PlainOverlapOptions,
) => tf.Tensor;

const { diceSemimetricLoss, focalTverskyLoss, jaccardMetricLoss, tverskyLoss } = softgrad;

/** Losses in L1 form that weigh both kinds of errors alike. */
const even: Record<string, L1Loss> = {
  "jaccardMetricLoss, variant 1": jaccardMetricLoss,
  "jaccardMetricLoss, variant 2": (t, p, o) => jaccardMetricLoss(t, p, { ...o, variant: 2 }),
  "diceSemimetricLoss, variant 1": diceSemimetricLoss,
  "diceSemimetricLoss, variant 2": (t, p, o) => diceSemimetricLoss(t, p, { ...o, variant: 2 }),
  "tverskyLoss, form l1": (t, p, o) => tverskyLoss(t, p, { ...o, form: "l1" }),
  "tverskyLoss, form l1, both weights 1": (t, p, o) =>
    tverskyLoss(t, p, { ...o, form: "l1", falsePositiveWeight: 1, falseNegativeWeight: 1 }),
  "focalTverskyLoss, form l1": (t, p, o) => focalTverskyLoss(t, p, { ...o, form: "l1" }),
  // One weight for all classes: 1/T² is as large as an empty class asks for.
  "generalizedDiceLoss, form l1": (t, p, { smooth = 1e-5, activation = "none" } = {}) =>
    softgrad.generalizedDiceLoss(t, p, { smooth, activation, form: "l1", weightType: "uniform" }),
};

const uneven: Record<string, L1Loss> = {
  "tverskyLoss, form l1, weights 0.3 and 0.7": (t, p, o) =>
    tverskyLoss(t, p, { ...o, form: "l1", falsePositiveWeight: 0.3, falseNegativeWeight: 0.7 }),
  "focalTverskyLoss, form l1, weights 0.7 and 0.3, gamma 2": (t, p, o) =>
    focalTverskyLoss(t, p, {
      ...o,
      form: "l1",
      falsePositiveWeight: 0.7,
      falseNegativeWeight: 0.3,
      gamma: 2,
    }),
};

/** Predictions whose probabilities float32 has exactly, whatever computes them, and these as labels. */
const exact: Record<string, { activation: softgrad.Activation; x: number[]; t: number[] }> = {
  "probabilities of any value": {
    activation: "none",
    x: [0.05, 0.2, 0.75, 0.33, 0.33, 0.34, 1, 0, 0, 0.1, 0.6, 0.3],
    t: [0.05, 0.2, 0.75, 0.33, 0.33, 0.34, 1, 0, 0, 0.1, 0.6, 0.3],
  },
  "sigmoid of 0 and of logits so large that they are sure": {
    activation: "sigmoid",
    x: [0, 1e4, -1e4, 0, 0, 1e4, -1e4, -1e4, 0, 0, 0, 1e4],
    t: [0.5, 1, 0, 0.5, 0.5, 1, 0, 0, 0.5, 0.5, 0.5, 1],
  },
  "softmax of equal logits and of sure ones": {
    activation: "softmax",
    x: [2, 2, 2, 1e4, 0, 0, 5, 5, -1e4, 0, -1e4, 0],
    t: [1 / 3, 1 / 3, 1 / 3, 1, 0, 0, 0.5, 0.5, 0, 0.5, 0, 0.5],
  },
};

describeOnBackends("at prediction = target", () => {
  describe.each(Object.entries(exact))("%s", (_what, { activation, x, t }) => {
    it.each(Object.entries(even))("%s is 0 and has gradient 0, exactly", (_name, loss) => {
      scoped(() => {
        for (const smooth of [0, 1e-5, 1]) {
          for (const shape of [
            [2, 2, 3],
            [1, 4, 3],
            [4, 3],
          ]) {
            const target = tf.tensor(t, shape);
            const { value, grad } = tf.valueAndGrad((p: tf.Tensor) =>
              loss(target, p, { activation, smooth }),
            )(tf.tensor(x, shape));
            expect([...value.dataSync()].map(Math.abs)).toEqual([0]);
            expect([...grad.dataSync()].map(Math.abs)).toEqual(x.map(() => 0));
          }
        }
      })();
    });
  });

  it.each(Object.entries({ ...even, ...uneven }))("%s is smallest", (_name, loss) => {
    const pixels = fc.array(fc.float({ min: 0, max: 1, noNaN: true }), {
      minLength: 6,
      maxLength: 6,
    });
    fc.assert(
      fc.property(pixels, pixels, fc.constantFrom(1, 0.25, 0.05), (t, other, way) => {
        fc.pre(Math.max(...t) > 0.1);
        // From the labels part of the way to other predictions.
        const p = t.map((label, at) => label + way * ((other[at] ?? 0) - label));
        const apart = Math.max(...t.map((label, at) => Math.abs(label - (p[at] ?? 0))));
        const at = (prediction: readonly number[]) =>
          tf.tidy(() => ({
            loss:
              loss(tf.tensor(t, [1, 6, 1]), tf.tensor([...prediction], [1, 6, 1])).dataSync()[0] ??
              Number.NaN,
          })).loss;
        expect(at(t)).toBeLessThanOrEqual(3e-7);
        if (apart > 0.02) expect(at(p)).toBeGreaterThan(at(t));
      }),
      { numRuns: 60 },
    );
  });
});

describe("descent from ½", () => {
  const targets = [0.05, 0.2, 0.35, 0.45, 0.55, 0.7, 0.9];

  it.each(Object.entries({ ...even, ...uneven }))("of %s ends at the labels", (_name, loss) => {
    scoped(() => {
      const target = tf.tensor(targets, [1, 7, 1]);
      const found = minimise((p) => loss(target, p).mean(), [1, 7, 1]);
      for (const [at, label] of targets.entries()) expect(found[at]).toBeCloseTo(label, 2);
    })();
  });
});

describeOnBackends("errors of unequal weight", () => {
  it(
    "have at p = t a slope between those of its two sides, which differ in sign",
    scoped(() => {
      const weights = { falsePositiveWeight: 0.3, falseNegativeWeight: 0.7 };
      const t = tf.tensor([0.25, 0.5, 0.75], [1, 3, 1]);
      const slope = tf.grad((p: tf.Tensor) =>
        tverskyLoss(t, p, { form: "l1", smooth: 0, ...weights }),
      );
      const at = (step: number) => slope(t.add(step)).dataSync();
      // Σt is 1.5: a false positive costs 0.3 / 1.5 a unit, a false negative 0.7 / 1.5.
      for (const value of at(1e-4)) expect(value).toBeCloseTo(0.2, 3);
      for (const value of at(-1e-4)) expect(value).toBeCloseTo(-0.7 / 1.5, 3);
      for (const value of at(0)) expect(value).toBeCloseTo((0.2 - 0.7 / 1.5) / 2, 6);
    }),
  );
});
