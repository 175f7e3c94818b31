import * as tf from "@tensorflow/tfjs";
import { expect, it } from "vitest";
import { checkGradient, type EntropyOptions, entropy } from "../../../src/lib/index.js";
import { describeOnBackends, scoped } from "../backends.js";

const rows = [
  [0.5, 0.5, 0],
  [0.2, 0.3, 0.5],
  [1, 0, 0],
  [0.01, 0.01, 0.98],
];
const logits = [
  [2, 0.5, -1],
  [0, 0, 0],
  [-3, 4, 1],
  [0.1, 0.2, -0.3],
];
const plogp = (p: number) => (p === 0 ? 0 : -p * Math.log(p));
const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
const ofRow = (p: readonly number[]) => sum(p.map(plogp));
const softmax = (x: readonly number[], alpha: number) => {
  const powers = x.map((value) => Math.exp(alpha * value));
  return powers.map((power) => power / sum(powers));
};
const yesOrNo = (p: number) => plogp(p) + plogp(1 - p);

const measured = (x: readonly (readonly number[])[], options: EntropyOptions = {}) =>
  Array.from(entropy(tf.tensor(x.flat(), [2, 2, x[0]?.length ?? 0]), options).dataSync());
const close = (values: readonly number[]) => values.map((value) => expect.closeTo(value, 5));

describeOnBackends("entropy", () => {
  it(
    "is Σ −p log p of each pixel, also from logits",
    scoped(() => {
      expect(measured(rows)).toEqual(close(rows.map(ofRow)));
      expect(measured(logits, { activation: "softmax", alpha: 2 })).toEqual(
        close(logits.map((row) => ofRow(softmax(row, 2)))),
      );
    }),
  );

  it(
    "counts the no of each class that is a yes or no of its own",
    scoped(() => {
      expect(measured([[0.3], [1], [0], [0.5]])).toEqual(close([0.3, 1, 0, 0.5].map(yesOrNo)));
      expect(measured(logits, { activation: "sigmoid" })).toEqual(
        close(logits.map((row) => sum(row.map((x) => yesOrNo(1 / (1 + Math.exp(-x))))))),
      );
    }),
  );

  it(
    "leaves masked pixels out of its mean, whatever stands in them",
    scoped(() => {
      const broken = [[Number.NaN, Infinity, 0], ...rows.slice(1)];
      const mask = tf.tensor2d([0, 1, 1, 0], [2, 2]);
      const kept = [rows[1] ?? [], rows[2] ?? []].map(ofRow);
      expect(measured(broken, { mask })).toEqual(close([0, ...kept, 0]));
      expect(measured(broken, { mask, reduction: "mean" })).toEqual(close([sum(kept) / 2]));
      expect(measured(broken, { mask, reduction: "sum" })).toEqual(close([sum(kept)]));
      expect(measured(broken, { mask: tf.zeros([2, 2]), reduction: "mean" })).toEqual([0]);
      const gradient = tf.grad((x: tf.Tensor) =>
        entropy(x, { mask, activation: "softmax", reduction: "mean" }),
      )(tf.tensor(logits.flat(), [2, 2, 3]));
      expect([...gradient.slice([0, 0], [1, 1]).dataSync()]).toEqual([0, 0, 0]);
    }),
  );

  it.each(["softmax", "sigmoid"] as const)(
    "has the gradient of its differences: %s",
    (activation) => {
      scoped(() => {
        const x = tf.tensor(logits.flat(), [2, 2, 3]);
        const check = checkGradient((z) => entropy(z, { activation }), x);
        expect(check.passes, String(check)).toBe(true);
      })();
    },
  );
});
