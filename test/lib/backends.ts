import * as tf from "@tensorflow/tfjs";
import { afterAll, beforeAll, describe, expect } from "vitest";
import { useBestBackend } from "../../src/lib/index.js";

/** The backends that every machine has; each runs the same tests. */
export const backends = ["cpu", "wasm"] as const;

/** Runs tests on each backend, and sees that none of them left a tensor behind. */
export function describeOnBackends(name: string, tests: () => void): void {
  describe.each(backends)(`${name} on %s`, (backend) => {
    let before: number;
    beforeAll(async () => {
      await useBestBackend({ candidates: [backend] });
      before = tf.memory().numTensors;
    });
    tests();
    afterAll(() => expect(tf.memory().numTensors).toBe(before));
  });
}

/** Runs a test body in its own scope, so that its tensors go with it. */
export function scoped(body: () => void): () => void {
  return () => {
    tf.tidy(body);
  };
}
