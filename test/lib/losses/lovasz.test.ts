import * as tf from "@tensorflow/tfjs";
import { expect, it } from "vitest";
import {
  checkGradient,
  lovaszHingeLoss,
  lovaszSoftmaxLoss,
  softIouLoss,
} from "../../../src/lib/index.js";
import { describeOnBackends, scoped } from "../backends.js";

const labels = () =>
  tf.tensor2d(
    [
      [0, 1, 2, 1],
      [2, 2, 1, 0],
    ],
    [2, 4],
    "int32",
  );
const logits = () => tf.randomNormal([2, 4, 3], 0, 1.5, "float32", 5);

describeOnBackends("Lovász losses", () => {
  it.each([
    ["softmax over images", { activation: "softmax" as const }],
    [
      "softmax over the batch, present classes",
      { activation: "softmax" as const, over: "batch" as const, classes: "present" as const },
    ],
    [
      "sigmoid, classes 2 and 0, masked",
      { activation: "sigmoid" as const, classes: [2, 0], masked: true },
    ],
  ])(
    "have the gradient of finite differences: %s",
    (_name, {
      masked = false,
      ...options
    }: {
      masked?: boolean;
      activation: "softmax" | "sigmoid";
      classes?: "present" | number[];
      over?: "batch";
    }) => {
      scoped(() => {
        const target = labels();
        const mask = masked
          ? {
              mask: tf.tensor2d([
                [1, 0, 1, 1],
                [1, 1, 1, 0],
              ]),
            }
          : {};
        const check = checkGradient(
          (x) => lovaszSoftmaxLoss(target, x, { ...options, ...mask }),
          logits(),
          { step: 1e-3 },
        );
        expect(check.passes, String(check)).toBe(true);
      })();
    },
  );

  it(
    "have the gradient of finite differences: hinge",
    scoped(() => {
      const target = labels();
      const check = checkGradient((x) => lovaszHingeLoss(target, x), logits(), { step: 1e-3 });
      expect(check.passes, String(check)).toBe(true);
    }),
  );

  it(
    "have second derivative 0 in the hinge, which is piecewise linear",
    scoped(() => {
      const target = labels();
      const slope = (x: tf.Tensor) => tf.grad((y: tf.Tensor) => lovaszHingeLoss(target, y))(x);
      expect(slope(logits()).abs().sum().dataSync()[0]).toBeGreaterThan(0.1);
      const second = tf.grad((x: tf.Tensor) => slope(x).square())(logits());
      expect([...second.dataSync()].every((value) => value === 0)).toBe(true);
    }),
  );

  it(
    "equal the IoU loss where predictions are hard",
    scoped(() => {
      const prediction = tf
        .oneHot(
          tf.tensor2d(
            [
              [0, 1, 1, 1],
              [2, 0, 1, 0],
            ],
            [2, 4],
            "int32",
          ),
          3,
        )
        .toFloat();
      const lovasz = lovaszSoftmaxLoss(labels(), prediction, { reduction: "none" }).dataSync();
      const iou = softIouLoss(labels(), prediction, { smooth: 0, reduction: "none" })
        .mean(1)
        .dataSync();
      lovasz.forEach((value, image) => {
        expect(value).toBeCloseTo(iou[image] ?? Number.NaN, 5);
      });
    }),
  );

  const losses = { lovaszSoftmaxLoss, lovaszHingeLoss };
  it.each(Object.entries(losses))(
    "%s weighs its classes like the other overlaps",
    (_name, loss) => {
      scoped(() => {
        // The first image has no pixel of class 2.
        const target = tf.tensor2d(
          [
            [0, 1, 0, 1],
            [2, 2, 1, 0],
          ].flat(),
          [2, 4],
          "int32",
        );
        const x = loss === lovaszSoftmaxLoss ? logits().softmax() : logits();
        const each = [0, 1, 2].map((c) => [
          ...loss(target, x, { classes: [c], reduction: "none" }).dataSync(),
        ]);
        const of = (image: number, weights: readonly number[], divisor: number) =>
          weights.reduce((sum, w, c) => sum + w * (each[c]?.[image] ?? Number.NaN), 0) / divisor;
        const classWeights = [1, 0.5, 2];
        const got = (options: object) =>
          [...loss(target, x, { classWeights, reduction: "none", ...options }).dataSync()].map(
            (value) => expect.closeTo(value, 5),
          );
        expect([of(0, classWeights, 3), of(1, classWeights, 3)]).toEqual(got({}));
        expect([of(0, classWeights, 3.5), of(1, classWeights, 3.5)]).toEqual(
          got({ normalizeWeights: true }),
        );
        expect([of(0, [1, 0.5, 0], 2), of(1, classWeights, 3)]).toEqual(
          got({ classes: "present" }),
        );
        expect([of(0, [1, 0.5, 0], 1.5), of(1, classWeights, 3.5)]).toEqual(
          got({ classes: "present", normalizeWeights: true }),
        );
        expect([of(0, [0, 0.5, 2], 2), of(1, [0, 0.5, 2], 2)]).toEqual(got({ classes: [2, 1] }));
        const check = checkGradient((p) => loss(target, p, { classWeights }), x, { step: 1e-3 });
        expect(check.passes, String(check)).toBe(true);
      })();
    },
  );

  // 1 - 6e-8 is the float32 before 1; the wasm backend's own sign is 0 below about 1e-7.
  it(
    "softmax tells errors smaller than 1e-7 from none",
    scoped(() => {
      const target = tf.tensor3d([[[1], [0]]]);
      const prediction = tf.tensor3d([[[1 - 6e-8], [5e-8]]]);
      const slope = tf.grad((p) => lovaszSoftmaxLoss(target, p))(prediction);
      expect([...slope.dataSync()]).toEqual([-1, 0]);
      const value = lovaszSoftmaxLoss(target, prediction).dataSync()[0];
      expect(value).toBeCloseTo(6e-8, 9);
    }),
  );
});
