import * as tf from "@tensorflow/tfjs";
import { describe, expect, test } from "vitest";
import { exercises } from "../../src/checks/index.js";
import { useBestBackend } from "../../src/lib/index.js";

/** The table of lesson 01's first exercise, as TensorFlow.js code. */
const expressions: { readonly [name: string]: (x: tf.Tensor1D) => tf.Tensor } = {
  clip: (x) => tf.clipByValue(x, 0, 1),
  floor: (x) => tf.floor(x),
  lessEqual: (x) => tf.lessEqual(x, 0.5).toFloat(),
  toBool: (x) => x.toBool().toFloat(),
  topkValues: (x) => tf.topk(x, 1).values,
  timesItsOwnValues: (x) => x.mul(tf.tensor1d(x.dataSync())),
};

const point = [-0.3, 0.3, 0.8];

/** What the tape says against what the function does. */
function fateOf(f: (x: tf.Tensor1D) => tf.Tensor): string {
  const total = (x: readonly number[]) =>
    tf.sum(f(tf.tensor1d([...x]))).dataSync()[0] ?? Number.NaN;
  const measured = point.map((_, i) => {
    const moved = (by: number) => total(point.map((x, j) => (j === i ? x + by : x)));
    return (moved(0.01) - moved(-0.01)) / 0.02;
  });
  try {
    const tape = Array.from(
      tf
        .grad((x) => tf.sum(f(x as tf.Tensor1D)))(tf.tensor1d(point))
        .dataSync(),
    );
    if (tape.every((slope) => slope === 0)) return "zero";
    const agree = tape.every((slope, i) => Math.abs(slope - (measured[i] ?? 0)) < 0.01);
    return agree ? "slope" : "invented";
  } catch {
    return "throws";
  }
}

describe.each(["cpu", "wasm"] as const)("the fates that lesson 01 teaches, on %s", (backend) => {
  test.each(Object.keys(expressions))("%s", async (name) => {
    await useBestBackend({ candidates: [backend] });
    const exercise = exercises.find(({ id }) => id === "gradient-fates");
    const expression = expressions[name];
    if (exercise === undefined || expression === undefined) throw new Error("No such expression");
    let fate = "";
    tf.tidy(() => {
      fate = fateOf(expression);
    });
    expect(exercise.reference(name)).toBe(fate);
    expect(exercise.visible.map((given) => given.name)).toContain(name);
  });
});
