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
});
