import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";
import { exercises, judge, observe } from "../../src/checks/index.js";
import * as softgrad from "../../src/lib/index.js";
import type { Answer } from "./support/answers.js";

type T = tf.Tensor;

const { dice, entropy, focalLoss, tverskyLoss, useBestBackend } = softgrad;
const asIou = { falsePositiveWeight: 1, falseNegativeWeight: 1 };
const asCrossEntropy = { activation: "softmax", gamma: 0, reduction: "none" } as const;

/** Right answers, each by a library function that goes by another name than the exercise's. */
const roundabout: { readonly [exercise: string]: readonly [to: string, answer: Answer] } = {
  "soft-iou": [
    "tverskyLoss",
    (t: T, p: T) => tf.sub(1, tverskyLoss(t, p, { ...asIou, smooth: 0, reduction: "none" })),
  ],
  "soft-iou-loss": [
    "tverskyLoss",
    (t: T, p: T, smooth: number) => tverskyLoss(t, p, { ...asIou, smooth }),
  ],
  "mean-iou": [
    "dice",
    (t: T, p: T) => {
      const scores = Array.from(dice(t, p).dataSync(), (d) => d / (2 - d)).filter((j) => j >= 0);
      return tf.mean(tf.tensor1d(scores));
    },
  ],
  "tversky-loss": [
    "focalTverskyLoss",
    (t: T, p: T, falsePositiveWeight: number, falseNegativeWeight: number) =>
      softgrad.focalTverskyLoss(t, p, {
        falsePositiveWeight,
        falseNegativeWeight,
        gamma: 1,
        smooth: 0,
        reduction: "none",
      }),
  ],
  "label-entropy": ["entropy", (labels: T) => entropy(labels)],
  "soft-cross-entropy": [
    "focalLoss",
    (labels: T, logits: T) => focalLoss(labels, logits, asCrossEntropy),
  ],
  "cross-entropy-gradient": [
    "focalLoss",
    (labels: T, logits: T) => tf.grad((z: T) => focalLoss(labels, z, asCrossEntropy))(logits),
  ],
};

beforeAll(async () => {
  await useBestBackend({ candidates: ["cpu"] });
});

test.each(exercises.map((exercise) => [exercise.id, exercise] as const))(
  "%s names as delegates only what the library or TensorFlow.js exports",
  (_, { delegates }) => {
    const known = (name: string) =>
      name.startsWith("tf.") ? name.slice(3) in tf : name in softgrad;
    expect(delegates.filter((name) => !known(name))).toEqual([]);
  },
);

describe.each(Object.entries(roundabout))("%s", (id, [to, answer]) => {
  const exercise = exercises.find((candidate) => candidate.id === id);

  test("is delegated by a roundabout way too", async () => {
    if (exercise === undefined) throw new Error("no such exercise");
    const { visible } = exercise;
    const observed = await observe(exercise, visible, answer);
    expect(judge(exercise, visible, observed)).toEqual({ state: "delegated", to });
    // Without the watch the answer would count, so the name is needed.
    const unwatched = { ...exercise, delegates: [] };
    expect(judge(unwatched, visible, await observe(unwatched, visible, answer))).toEqual({
      state: "correct",
      cases: visible.length,
    });
  });
});
