import * as tf from "@tensorflow/tfjs";
import { expect, it } from "vitest";
import { brierLoss, checkGradient, softOneHot, stopGradient } from "../../../src/lib/index.js";
import { describeOnBackends, scoped } from "../backends.js";

const x = () =>
  tf.tensor2d([
    [0.5, -1.5],
    [2, 0.25],
  ]);

describeOnBackends("checkGradient", () => {
  it(
    "passes a right gradient, and says so",
    scoped(() => {
      const check = checkGradient((a) => a.square().mul(a), x());
      expect(check.passes).toBe(true);
      expect(String(check)).toMatch(
        /^The gradient agrees with finite differences\.\n {2}input 0 \[2,2\]: agrees; largest difference /,
      );
    }),
  );

  it(
    "finds a wrong gradient, and where it is worst",
    scoped(() => {
      const wrong = tf.customGrad((a) => ({
        value: (a as tf.Tensor).square(),
        gradFunc: (dy: tf.Tensor) => dy.mul(a as tf.Tensor),
      }));
      const check = checkGradient((a) => wrong(a), x());
      expect(check.passes).toBe(false);
      const [input] = check.inputs;
      if (input?.status !== "differs") throw new Error(`status is ${input?.status}`);
      expect(input.worst.index).toEqual([1, 0]);
      expect(input.worst.gradient).toBeCloseTo(2, 4);
      expect(input.worst.finiteDifference).toBeCloseTo(4, 2);
      expect(input.maxAbsoluteError).toBeCloseTo(2, 2);
      expect(input.maxRelativeError).toBeCloseTo(0.5, 2);
      expect(String(check)).toContain("differs, most at [1,0]: gradient 2, finite difference 4");
    }),
  );

  it(
    "finds the silent zero of argMax and oneHot",
    scoped(() => {
      const weights = tf.tensor2d([
        [1, 2],
        [3, 4],
      ]);
      const check = checkGradient((a) => tf.oneHot(a.argMax(-1).toInt(), 2).mul(weights), x());
      expect(check.inputs.map(({ status }) => status)).toEqual(["zero"]);
      expect(String(check)).toContain(
        "is zero everywhere, but the function changes when the input moves far",
      );
    }),
  );

  it(
    "finds saturation",
    scoped(() => {
      const weights = tf.tensor2d([
        [1, 2],
        [3, 4],
      ]);
      const check = checkGradient((a) => softOneHot(a, { alpha: 1000 }).mul(weights), x());
      expect(check.inputs.map(({ status }) => status)).toEqual(["zero"]);
    }),
  );

  it(
    "passes a lowest point, where the gradient is zero by right",
    scoped(() => {
      expect(String(checkGradient((a) => a.square(), tf.zeros([2])))).toContain("agrees");
      const soft = tf.tensor2d([[0.25, 0.75]]);
      expect(checkGradient((p) => brierLoss(soft, p), soft).passes).toBe(true);
    }),
  );

  it(
    "passes a function that really is constant",
    scoped(() => {
      expect(checkGradient((a) => a.mul(0), x()).passes).toBe(true);
    }),
  );

  it(
    "finds a cut path and an operation without a gradient, for each input by itself",
    scoped(() => {
      const check = checkGradient((a, b) => stopGradient(a).mul(b), [x(), x()]);
      expect(check.inputs.map(({ status }) => status)).toEqual(["cut", "agrees"]);
      const greater = checkGradient((a) => a.greater(0).toFloat().mul(a), x());
      expect(String(greater)).toContain(
        "is cut: Cannot compute gradient: gradient function not found for Greater",
      );
    }),
  );

  it(
    "finds values that are not finite",
    scoped(() => {
      const check = checkGradient((a) => a.log(), tf.tensor1d([1, -1]));
      expect(check.inputs.map(({ status }) => status)).toEqual(["notFinite"]);
      expect(String(check)).toContain("is not finite at [0]: gradient 1, finite difference NaN");
    }),
  );

  it(
    "does not take a wrong gradient for rounding when all gradients are small",
    scoped(() => {
      const wrong = tf.customGrad((a) => ({
        value: (a as tf.Tensor).square().mul(1e-3),
        gradFunc: (dy: tf.Tensor) => dy.mul(a as tf.Tensor).mul(1e-3),
      }));
      expect(checkGradient((a) => wrong(a), x()).passes).toBe(false);
    }),
  );
});
