import * as tf from "@tensorflow/tfjs";
import fc from "fast-check";
import { expect } from "vitest";
import type { Problem } from "./loops.js";

/** Sizes on both sides of every multiple of four and of sixteen values, in which the kernels work. */
export const problems: fc.Arbitrary<Problem> = fc
  .record({
    batch: fc.integer({ min: 1, max: 3 }),
    pixels: fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 15, max: 35 })),
    classes: fc.integer({ min: 1, max: 9 }),
    activation: fc.constantFrom("none" as const, "softmax" as const, "sigmoid" as const),
    alpha: fc.constantFrom(1, 2.5),
  })
  .chain((sizes) => {
    const count = sizes.batch * sizes.pixels;
    const values = (min: number, max: number, length: number) =>
      fc.array(
        fc.integer({ min: min * 256, max: max * 256 }).map((value) => value / 256),
        {
          minLength: length,
          maxLength: length,
        },
      );
    const [least, most] = sizes.activation === "none" ? [0, 1] : [-5, 5];
    return fc.record({
      ...Object.fromEntries(
        Object.entries(sizes).map(([name, value]) => [name, fc.constant(value)]),
      ),
      alpha: fc.constant(sizes.activation === "none" ? 1 : sizes.alpha),
      logits: values(least, most, count * sizes.classes),
      target: values(0, 1, count * sizes.classes),
      mask: fc.array(fc.constantFrom(0, 1, 1), { minLength: count, maxLength: count }),
    }) as unknown as fc.Arbitrary<Problem>;
  });

export function tensors({ batch, pixels, classes, logits, target, mask }: Problem) {
  const shape = [batch, pixels, classes];
  return {
    x: tf.tensor([...logits], shape),
    t: tf.tensor([...target], shape),
    mask: tf.tensor([...mask], [batch, pixels]),
  };
}

export function expectNear(
  found: ArrayLike<number>,
  wanted: readonly number[],
  tolerance: number,
): void {
  for (const [place, value] of wanted.entries()) {
    expect(Math.abs((found[place] ?? Number.NaN) - value), `at ${place}`).toBeLessThan(
      tolerance * Math.max(1, Math.abs(value)),
    );
  }
}
