import * as tf from "@tensorflow/tfjs";
import { describe, expect, it } from "vitest";
import { describeOnBackends, scoped } from "../backends.js";
import { allLosses } from "./allLosses.js";

const shape = [2, 2, 2, 3];
const size = 24;

/** Inputs on which formulas written without care give NaN. */
const inputs: Record<string, () => { target: tf.Tensor; logits: tf.Tensor; mask?: tf.Tensor }> = {
  "logits of ±10000": () => ({
    logits: tf.tensor(
      Array.from({ length: size }, (_, i) => (i % 2 ? 1e4 : -1e4)),
      shape,
    ),
    target: tf.tensor(
      Array.from({ length: size }, (_, i) => ((i >> 1) % 2 ? 0.25 : 1)),
      shape,
    ),
  }),
  "logits of ±1e30, where a pixel's own loss is as large": () => ({
    logits: tf.tensor(
      Array.from({ length: size }, (_, i) => (i % 5 < 2 ? 1e30 : -1e30)),
      shape,
    ),
    target: tf.tensor(
      Array.from({ length: size }, (_, i) => ((i >> 1) % 2 ? 0.25 : 1)),
      shape,
    ),
  }),
  "logits of ±100, where float32 has only subnormal probabilities": () => ({
    logits: tf.fill(shape, -100),
    target: tf.zeros(shape),
  }),
  "logits of 0": () => ({ logits: tf.zeros(shape), target: tf.fill(shape, 0.5) }),
  "an empty target and an empty prediction": () => ({
    logits: tf.fill(shape, -1e4),
    target: tf.zeros(shape),
  }),
  "every pixel masked": () => ({
    logits: tf.randomNormal(shape, 0, 1, "float32", 1),
    target: tf.randomUniform(shape, 0, 1, "float32", 2),
    mask: tf.zeros([2, 2, 2]),
  }),
  "one image masked": () => ({
    logits: tf.randomNormal(shape, 0, 1, "float32", 1),
    target: tf.randomUniform(shape, 0, 1, "float32", 2),
    mask: tf.tensor([0, 0, 0, 0, 1, 1, 1, 1], [2, 2, 2]),
  }),
  "NaN and infinities under the mask": () => ({
    logits: tf.tensor(
      Array.from({ length: size }, (_, i) =>
        i < 3 ? ([Number.NaN, Infinity, -Infinity][i] ?? 0) : 1,
      ),
      shape,
    ),
    target: tf.tensor(
      Array.from({ length: size }, (_, i) => (i < 3 ? Number.NaN : 0.5)),
      shape,
    ),
    mask: tf.tensor([0, 1, 1, 1, 1, 1, 1, 1], [2, 2, 2]),
  }),
};

describeOnBackends("losses stay finite", () => {
  describe.each(Object.entries(inputs))("with %s", (_what, make) => {
    it.each(allLosses)("in $name", ({ loss }) => {
      scoped(() => {
        const { target, logits, mask } = make();
        const own = mask ? { mask } : {};
        const numbers = [
          ...loss(target, logits, { ...own, reduction: "none" }).dataSync(),
          ...loss(target, logits, own).dataSync(),
          ...tf
            .grad((x: tf.Tensor) => loss(target, x, own))(logits)
            .dataSync(),
          ...tf
            .grad((t: tf.Tensor) => loss(t, logits, own))(target)
            .dataSync(),
        ];
        expect(numbers.filter((value) => !Number.isFinite(value))).toEqual([]);
      })();
    });
  });

  // With a smooth whose parts differ, nothing at all scores numerator / denominator.
  const even = allLosses.filter(({ name }) => !/smooth 1 above only/.test(name));
  it.each(even)("and are 0 without gradient where nothing counts, in $name", ({ loss }) => {
    scoped(() => {
      const { target, logits } = { target: tf.ones(shape), logits: tf.ones(shape) };
      const mask = tf.zeros([2, 2, 2]);
      const gradient = tf.grad((x: tf.Tensor) => loss(target, x, { mask }))(logits);
      expect(Math.abs(loss(target, logits, { mask }).dataSync()[0] ?? Number.NaN)).toBeLessThan(
        1e-6,
      );
      expect([...gradient.dataSync()].every((value) => value === 0)).toBe(true);
    })();
  });
});

describeOnBackends("float32's largest logits", () => {
  const largest = (2 - 2 ** -23) * 2 ** 127;
  const logits = () =>
    tf.tensor(
      Array.from({ length: size }, (_, i) => (i % 5 < 2 ? largest : -largest)),
      shape,
    );
  const target = () => tf.fill(shape, 0.25);

  // α of more than 1 makes infinities of them, and cross-entropy's value is as large as they are.
  const limited = allLosses.filter(({ name }) => !/alpha|CrossEntropy|focalLoss/.test(name));
  it.each(limited)("give a finite loss and gradient in $name", ({ loss }) => {
    scoped(() => {
      const { value, grad } = tf.valueAndGrad((x: tf.Tensor) => loss(target(), x))(logits());
      const numbers = [...value.dataSync(), ...grad.dataSync()];
      expect(numbers.filter((number) => !Number.isFinite(number))).toEqual([]);
    })();
  });

  it.each(allLosses.filter(({ name }) => /CrossEntropy/.test(name)))(
    "give a finite gradient, and a value of at most Infinity, in $name",
    ({ loss }) => {
      scoped(() => {
        const { value, grad } = tf.valueAndGrad((x: tf.Tensor) => loss(target(), x))(logits());
        expect(value.dataSync()[0]).toBeGreaterThan(1e37);
        expect([...grad.dataSync()].every(Number.isFinite)).toBe(true);
      })();
    },
  );
});

describeOnBackends("a batch of no images", () => {
  it.each(allLosses)("has loss 0 and an empty gradient by $name", ({ loss }) => {
    scoped(() => {
      const none = [0, 2, 2, 3];
      // What the memory held before is not to be seen.
      tf.fill([64], Number.NaN).dispose();
      const { value, grad } = tf.valueAndGrad((x: tf.Tensor) => loss(tf.zeros(none), x))(
        tf.zeros(none),
      );
      expect(Math.abs(value.dataSync()[0] ?? Number.NaN)).toBe(0);
      expect(grad.shape).toEqual(none);
    })();
  });
});
