import * as tf from "@tensorflow/tfjs";
import { expect, it } from "vitest";
import { checkGradient } from "../../../src/lib/index.js";
import { describeOnBackends, scoped } from "../backends.js";
import { allLosses } from "./allLosses.js";

const shape = [2, 2, 2, 3];
const logits = () => tf.randomNormal(shape, 0, 1.5, "float32", 7);
const target = () => tf.randomUniform(shape, 0.05, 0.95, "float32", 8);
const mask = () => tf.tensor([1, 0, 1, 1, 1, 1, 0, 1], [2, 2, 2]);

describeOnBackends("every loss has the gradient of its finite differences", () => {
  it.each(allLosses)("$name", ({ loss }) => {
    scoped(() => {
      const t = target();
      const check = checkGradient((x) => loss(t, x), logits());
      expect(check.passes, String(check)).toBe(true);
    })();
  });

  it.each(allLosses)("$name, masked, with exactly no gradient at masked pixels", ({ loss }) => {
    scoped(() => {
      const [t, m] = [target(), mask()];
      const check = checkGradient((x) => loss(t, x, { mask: m }), logits());
      expect(check.passes, String(check)).toBe(true);
      const gradient = tf.grad((x: tf.Tensor) => loss(t, x, { mask: m }))(logits());
      const masked = gradient.mul(tf.sub(1, m).expandDims(-1));
      expect([...masked.dataSync()].every((value) => value === 0)).toBe(true);
    })();
  });

  it.each(allLosses.filter(({ name }) => /softIou|softDice|Entropy/.test(name)))(
    "$name, with respect to the target",
    ({ loss }) => {
      scoped(() => {
        const x = logits();
        const check = checkGradient((t) => loss(t, x), target());
        expect(check.passes, String(check)).toBe(true);
      })();
    },
  );

  it.each(
    allLosses.filter(
      ({ name }) => /(softIou|softDice|Entropy)/.test(name) && !/logarithm/.test(name),
    ),
  )("$name, differentiated twice", ({ loss }) => {
    scoped(() => {
      const t = target();
      const slope = (x: tf.Tensor) => tf.grad((y: tf.Tensor) => loss(t, y))(x);
      const check = checkGradient((x) => slope(x).square(), logits());
      expect(check.passes, String(check)).toBe(true);
    })();
  });
});
