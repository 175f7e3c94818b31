import * as tf from "@tensorflow/tfjs";
import { describe, expect, it } from "vitest";
import * as softgrad from "../../../src/lib/index.js";
import { describeOnBackends, scoped } from "../backends.js";

const { softDiceLoss, softIouLoss, jaccardMetricLoss, diceSemimetricLoss } = softgrad;

type Loss = (target: tf.Tensor, prediction: tf.Tensor, options: object) => tf.Tensor;
const overlaps: Record<string, Loss> = {
  softIouLoss,
  softDiceLoss,
  generalizedDiceLoss: softgrad.generalizedDiceLoss,
  tverskyLoss: softgrad.tverskyLoss,
  focalTverskyLoss: softgrad.focalTverskyLoss,
  jaccardMetricLoss,
  diceSemimetricLoss,
  lovaszSoftmaxLoss: softgrad.lovaszSoftmaxLoss,
};
const hard = () => tf.tensor3d([1, 0, 0, 1, 1, 0], [2, 3, 1]);
const logits = () => tf.tensor3d([0.7, -1.2, 0.4, 2, -0.3, 0.1], [2, 3, 1]);
const soft = () => tf.tensor3d([0.9, 0.05, 0.35, 0.55, 0.45, 0.7], [2, 3, 1]);
const both = (t: tf.Tensor) => tf.concat([t, tf.sub(1, t)], 2);
const withZeros = (x: tf.Tensor) => tf.concat([x, x.zerosLike()], 2);

describeOnBackends("one channel with sigmoid is two with softmax", () => {
  const expectSame = (one: (x: tf.Tensor) => tf.Tensor, two: (x: tf.Tensor) => tf.Tensor) => {
    const a = tf.valueAndGrad((x: tf.Tensor) => one(x))(logits());
    const b = tf.valueAndGrad((x: tf.Tensor) => two(x))(logits());
    expect(Math.abs((a.value.dataSync()[0] ?? 0) - (b.value.dataSync()[0] ?? 1))).toBeLessThan(
      2e-6,
    );
    expect(a.grad.sub(b.grad).abs().max().dataSync()[0]).toBeLessThan(2e-6);
    expect(a.grad.abs().max().dataSync()[0]).toBeGreaterThan(1e-3);
  };

  it.each(Object.entries(overlaps))("%s, of the first of two classes", (_name, loss) => {
    scoped(() => {
      expectSame(
        (x) => loss(hard(), x, { activation: "sigmoid" }),
        (x) => loss(both(hard()), withZeros(x), { activation: "softmax", classes: [0] }),
      );
    })();
  });

  it(
    "softmaxCrossEntropy, focalLoss with soft labels at γ = 0 and hard ones, and brierLoss",
    scoped(() => {
      expectSame(
        (x) => softgrad.sigmoidCrossEntropy(soft(), x),
        (x) => softgrad.softmaxCrossEntropy(both(soft()), withZeros(x)),
      );
      for (const gamma of [0, 0.5, 2]) {
        expectSame(
          (x) => softgrad.focalLoss(hard(), x, { gamma }),
          (x) => softgrad.focalLoss(both(hard()), withZeros(x), { gamma, activation: "softmax" }),
        );
      }
      // Two columns have the same error twice.
      expectSame(
        (x) => softgrad.brierLoss(soft(), x, { activation: "sigmoid" }).mul(2),
        (x) => softgrad.brierLoss(both(soft()), withZeros(x), { activation: "softmax" }),
      );
    }),
  );
});

describeOnBackends("soft targets", () => {
  const right: Record<string, (target: tf.Tensor, prediction: tf.Tensor) => tf.Tensor> = {
    "jaccardMetricLoss 1": (t, p) => jaccardMetricLoss(t, p),
    "jaccardMetricLoss 2": (t, p) => jaccardMetricLoss(t, p, { variant: 2 }),
    "diceSemimetricLoss 1": (t, p) => diceSemimetricLoss(t, p),
    "diceSemimetricLoss 2": (t, p) => diceSemimetricLoss(t, p, { variant: 2 }),
    "tverskyLoss l1": (t, p) =>
      softgrad.tverskyLoss(t, p, {
        form: "l1",
        falsePositiveWeight: 0.3,
        falseNegativeWeight: 0.7,
      }),
    "focalTverskyLoss l1": (t, p) => softgrad.focalTverskyLoss(t, p, { form: "l1" }),
  };
  const classic: typeof right = {
    softIouLoss: (t, p) => softIouLoss(t, p),
    softDiceLoss: (t, p) => softDiceLoss(t, p),
    tverskyLoss: (t, p) => softgrad.tverskyLoss(t, p),
  };
  /** The loss with one pixel's prediction moved to a value. */
  const moved = (loss: (t: tf.Tensor, p: tf.Tensor) => tf.Tensor, pixel: number, to: number) => {
    const p = [...soft().dataSync()];
    p[pixel] = to;
    return loss(soft(), tf.tensor(p, [2, 3, 1])).dataSync()[0] ?? Number.NaN;
  };
  const steps = Array.from({ length: 21 }, (_, i) => i / 20);

  it.each(Object.entries(right))("%s is smallest at p = t, pixel by pixel", (_name, loss) => {
    scoped(() => {
      soft()
        .dataSync()
        .forEach((t, pixel) => {
          const least = moved(loss, pixel, t);
          expect(Math.abs(least)).toBeLessThan(1e-6);
          for (const to of steps) {
            if (Math.abs(to - t) > 0.01) expect(moved(loss, pixel, to)).toBeGreaterThan(least);
          }
        });
    })();
  });

  it.each(Object.entries(classic))("%s is smallest at a vertex", (_name, loss) => {
    scoped(() => {
      for (let pixel = 0; pixel < 6; pixel++) {
        const values = steps.map((to) => moved(loss, pixel, to));
        const least = values.indexOf(Math.min(...values));
        expect([0, steps.length - 1]).toContain(least);
      }
    })();
  });

  it.each(["jaccardMetricLoss 1", "jaccardMetricLoss 2", "diceSemimetricLoss 2"])(
    "%s: |p − t| has slope exactly 0 at p = t",
    (name) => {
      scoped(() => {
        const t = soft();
        const loss = right[name];
        const at = tf.grad((p: tf.Tensor) => loss?.(t, p) ?? p.sum())(t);
        // With slopes 0 of the distance the quotient's two slopes cancel, but for rounding.
        expect(at.abs().max().dataSync()[0]).toBeLessThan(1e-7);
      })();
    },
  );
});

describe("2^24 pixels", () => {
  it("keep a class of 2^10 pixels: a running sum in float32 would stop at 2^24", async () => {
    await softgrad.useBestBackend({ candidates: ["wasm"] });
    scoped(() => {
      const size = 2 ** 24;
      const small = 2 ** 10;
      // Three quarters sure everywhere, and 2^10 pixels of the class at the very end.
      const target = tf.zeros([1, size - small, 1]).concat(tf.ones([1, small, 1]), 1);
      const prediction = tf.fill([1, size, 1], 0.75);
      const [dice = 0] = softDiceLoss(target, prediction, { smooth: 0 }).dataSync();
      const wanted = (2 * 0.75 * small) / (0.75 * size + small);
      expect(Math.abs(1 - dice - wanted) / wanted).toBeLessThan(2e-3);
      const [jaccard = 0] = jaccardMetricLoss(target, prediction, { smooth: 0 }).dataSync();
      const shared = 0.75 * small;
      const iou = shared / (0.75 * size + small - shared);
      expect(Math.abs(1 - jaccard - iou) / iou).toBeLessThan(2e-3);
    })();
  });
});
