import * as tf from "@tensorflow/tfjs";
import { describe, expect, test } from "vitest";
import { judge, observe } from "../../src/checks/index.js";
import * as softgrad from "../../src/lib/index.js";
import { oneHotRows, rowMean } from "./exercises.js";

const { oneHot } = softgrad;
const { gradientOf: _, ...withoutGradient } = rowMean;

async function delegate(answer: unknown): Promise<string | undefined> {
  const [seen] = await observe(oneHotRows, oneHotRows.visible, answer);
  if (seen?.status !== "returned") throw new Error(JSON.stringify(seen));
  return seen.delegatedTo;
}

describe("an answer that lets the library do the job", () => {
  test.each<[string, unknown]>([
    ["is the library's function", oneHot],
    ["calls it", (labels: tf.Tensor1D, depth: number) => oneHot(labels, depth)],
    [
      "calls it by way of the namespace",
      (labels: tf.Tensor1D, depth: number) => softgrad.oneHot(labels, depth),
    ],
    ["is bound", oneHot.bind(null)],
    [
      "wraps and postprocesses it",
      (labels: tf.Tensor1D, depth: number) => tf.mul(oneHot(labels, depth), 1),
    ],
    ["is asynchronous", async (labels: tf.Tensor1D, depth: number) => oneHot(labels, depth)],
  ])("%s", async (_, answer) => {
    expect(await delegate(answer)).toBe("oneHot");
  });
});

describe("an answer that lets TensorFlow.js do the job", () => {
  const exercise = { ...oneHotRows, delegates: ["oneHot", "tf.oneHot"] };
  const right = (labels: tf.Tensor1D, depth: number) =>
    tf.equal(labels.expandDims(-1), tf.range(0, depth, 1, "int32")).toFloat();

  test("is delegated where the exercise names the operation", async () => {
    const answer = (labels: tf.Tensor1D, depth: number) => tf.oneHot(labels, depth).toFloat();
    const seen = await observe(exercise, exercise.visible, answer);
    expect(judge(exercise, exercise.visible, seen)).toEqual({
      state: "delegated",
      to: "tf.oneHot",
    });
  });

  test.each<[to: string, answer: unknown]>([
    ["tf.logSoftmax", (x: tf.Tensor) => tf.logSoftmax(x)],
    ["tf.logSoftmax", (x: tf.Tensor) => x.logSoftmax()],
    ["tf.logSumExp", (x: tf.Tensor) => tf.sub(x, x.logSumExp(-1, true))],
    [
      "tf.losses.sigmoidCrossEntropy",
      (x: tf.Tensor) => tf.losses.sigmoidCrossEntropy(x, x, undefined, 0, tf.Reduction.NONE),
    ],
    ["tf.grad", (x: tf.Tensor) => tf.grad((y: tf.Tensor) => y.square())(x)],
    ["tf.grad", (x: tf.Tensor) => tf.valueAndGrad((y: tf.Tensor) => y.square())(x).grad],
    ["tf.grad", async (x: tf.Tensor) => tf.grad((y: tf.Tensor) => y.square())(x)],
  ])("is delegated to %s, which has no kernel of its own", async (to, answer) => {
    const delegates = ["tf.logSoftmax", "tf.logSumExp", "tf.losses.sigmoidCrossEntropy", "tf.grad"];
    for (const watched of [rowMean, withoutGradient]) {
      const seen = await observe({ ...watched, delegates }, rowMean.visible, answer);
      expect(judge({ ...watched, delegates }, rowMean.visible, seen)).toEqual({
        state: "delegated",
        to,
      });
    }
  });

  test("is not delegated for the gradient that the check takes", async () => {
    const answer = (x: tf.Tensor) => tf.mean(x, -1);
    const delegates = ["tf.grad", "tf.sum", "tf.cast"];
    const seen = await observe({ ...rowMean, delegates }, rowMean.visible, answer);
    expect(judge({ ...rowMean, delegates }, rowMean.visible, seen).state).toBe("correct");
  });

  test("is not delegated to a function of one's own that is named like an operation's", async () => {
    const delegates = ["tf.logSoftmax"];
    const answer = function logSoftmax_(x: tf.Tensor) {
      return tf.mean(x, -1);
    };
    const seen = await observe({ ...rowMean, delegates }, rowMean.visible, answer);
    expect(judge({ ...rowMean, delegates }, rowMean.visible, seen).state).toBe("correct");
  });

  test("may use every other operation", async () => {
    const seen = await observe(exercise, exercise.visible, right);
    expect(judge(exercise, exercise.visible, seen)).toMatchObject({ state: "correct" });
  });
});

describe("an answer of one's own", () => {
  test("named like the library's is no delegation", async () => {
    const own = { oneHot: (labels: tf.Tensor1D, depth: number) => tf.oneHot(labels, depth) };
    expect(await delegate((labels: tf.Tensor1D, depth: number) => own.oneHot(labels, depth))).toBe(
      undefined,
    );
  });

  test("that uses other functions of the library is none either", async () => {
    const answer = (labels: tf.Tensor1D, depth: number) =>
      softgrad.softOneHot(tf.mul(tf.oneHot(labels, depth), 100));
    expect(await delegate(answer)).toBe(undefined);
  });

  test("leaves TensorFlow.js as it was", async () => {
    const { runKernel, tidy } = tf.engine();
    await delegate((labels: tf.Tensor1D, depth: number) => tf.oneHot(labels, depth));
    expect(tf.engine().runKernel).toBe(runKernel);
    expect(tf.engine().tidy).toBe(tidy);
    expect(Object.hasOwn(tf.engine(), "runKernel")).toBe(false);
  });
});
