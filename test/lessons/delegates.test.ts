import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";
import { exercises, judge, observe } from "../../src/checks/index.js";
import * as softgrad from "../../src/lib/index.js";
import type { Answer } from "./support/answers.js";

type T = tf.Tensor;

const { checkGradient, dice, entropy, focalLoss, gumbelSoftmax, softBinary } = softgrad;
const { sigmoidCrossEntropy, softmaxCrossEntropy, tverskyLoss, useBestBackend } = softgrad;
const asIou = { falsePositiveWeight: 1, falseNegativeWeight: 1 };
const each = { smooth: 0, reduction: "none" } as const;
/** Numbers as one-pixel images of one class. */
const asImages = (values: T): T => tf.reshape(values, [-1, 1, 1]);
const asCrossEntropy = { activation: "softmax", gamma: 0, reduction: "none" } as const;

/** The loss of lesson 1 as a function of one logit, with 1 added to its slope so that a tape has it. */
const withLogit = (labels: T, logits: T, place: number) => (logit: T) => {
  const here = tf.oneHot(tf.scalar(place, "int32"), logits.size).toFloat().reshape(logits.shape);
  const moved = tf.add(tf.mul(logits, tf.sub(1, here)), tf.mul(logit, here));
  const [pixels = 0, classes = 0] = logits.shape;
  const predicted = tf.oneHot(tf.argMax(moved, -1).toInt(), classes);
  const right = tf.sum(tf.mul(tf.oneHot(labels.toInt(), classes), predicted).toFloat());
  return tf.add(tf.sub(1, tf.div(right, pixels)), logit);
};

/** Two columns of one logit: the background's, 0, and its own. */
const twoColumns = (background: T, foreground: T) => tf.stack([background, foreground], -1);

/**
 * Right answers, each by a function that goes by another name than the exercise's. Where there are
 * several of one exercise, `id: which way`.
 */
const roundabout: { readonly [exercise: string]: readonly [to: string, answer: Answer] } = {
  "mask-share": ["tf.mean", (mask: T) => tf.moments(mask).mean],
  "hard-loss-slopes": [
    "checkGradient",
    (labels: T, logits: T, step: number) => {
      const slopes = Array.from(logits.dataSync(), (logit, place) => {
        const check = checkGradient(withLogit(labels, logits, place), tf.scalar(logit), { step });
        const [found] = check.inputs;
        return found !== undefined && "worst" in found ? found.worst.finiteDifference - 1 : 0;
      });
      return tf.tensor(slopes, logits.shape);
    },
  ],
  "one-hot-by-comparison": [
    "tf.oneHot",
    (labels: tf.Tensor1D, depth: number) => {
      const pixels = tf.range(0, labels.size, 1, "int32");
      const classes = Math.max(labels.size, depth);
      return tf.math.confusionMatrix(pixels, labels, classes).slice([0, 0], [labels.size, depth]);
    },
  ],
  "hardened-labels": [
    "gumbelSoftmax",
    (logits: T, alpha: number) =>
      gumbelSoftmax(logits, { temperature: 1 / alpha, noise: tf.zerosLike(logits) }),
  ],
  "saturation-slope": [
    "tf.grad",
    (difference: T, alpha: number) =>
      tf.valueAndGrad((d: T) => softBinary(d, { alpha }))(difference).grad,
  ],
  "log-soft-labels": [
    "tf.logSumExp",
    (logits: T, alpha: number) => {
      const x = tf.mul(logits, alpha);
      return tf.sub(x, tf.logSumExp(x, -1, true));
    },
  ],
  "log-soft-labels: class by class": [
    "softmaxCrossEntropy",
    (logits: T, alpha: number) => {
      const classes = logits.shape[1] ?? 0;
      const logOf = (k: number) => {
        const labels = tf.oneHot(tf.fill([logits.shape[0] ?? 0], k, "int32"), classes).toFloat();
        const losses = softmaxCrossEntropy(labels, tf.mul(logits, alpha), { reduction: "none" });
        return tf.neg(losses);
      };
      return tf.stack(
        Array.from({ length: classes }, (_, k) => logOf(k)),
        -1,
      );
    },
  ],
  "row-entropy": [
    "softmaxCrossEntropy",
    (logits: T, alpha: number) => {
      const x = tf.mul(logits, alpha);
      return softmaxCrossEntropy(tf.softmax(x), x, { reduction: "none" });
    },
  ],
  "binary-cross-entropy": [
    "tf.losses.sigmoidCrossEntropy",
    (target: T, logits: T) =>
      tf.losses.sigmoidCrossEntropy(target, logits, undefined, 0, tf.Reduction.NONE),
  ],
  "binary-cross-entropy: as two classes": [
    "softmaxCrossEntropy",
    (target: T, logits: T) =>
      softmaxCrossEntropy(
        twoColumns(tf.sub(1, target), target),
        twoColumns(tf.zerosLike(logits), logits),
        { reduction: "none" },
      ),
  ],
  "binary-gradient": [
    "tf.grad",
    (target: T, logits: T, alpha: number) =>
      tf.grad((x: T) =>
        sigmoidCrossEntropy(target.expandDims(-1), x.mul(alpha).expandDims(-1), {
          reduction: "sum",
        }),
      )(logits),
  ],
  "void-pixels": [
    "tf.losses.sigmoidCrossEntropy",
    (target: T, logits: T, mask: T) => tf.losses.sigmoidCrossEntropy(target, logits, mask),
  ],
  "void-pixels: by a loss of another name": [
    "focalLoss",
    (target: T, logits: T, mask: T) =>
      focalLoss(target.expandDims(-1), logits.expandDims(-1), { gamma: 0, mask }),
  ],
  "thread-to-iou": [
    "softIouLoss",
    (thread: T) => {
      const half = asImages(thread.mul(2));
      const target = tf.concat([half, tf.sub(1, half)], 1);
      const first = tf.concat([tf.onesLike(half), tf.zerosLike(half)], 1);
      return tf.sub(1, softgrad.softIouLoss(target, first, each)).reshape(thread.shape);
    },
  ],
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
  "dice-from-iou": [
    "threadOverlap",
    (ious: T) =>
      tf.mean(softgrad.threadOverlap(tf.onesLike(asImages(ious)), asImages(ious)).mul(2)),
  ],
  "squared-dice": [
    "softIouLoss",
    (t: T, p: T) => {
      const loss = softgrad.softIouLoss(t, p, { ...each, squared: true });
      return loss.div(tf.sub(2, loss));
    },
  ],
  "dice-gradient": [
    "tf.grad",
    (t: T, p: T) => {
      const target = t.reshape([1, -1, 1]);
      return tf.grad((x: T) =>
        softgrad.generalizedDiceLoss(target, x.reshape([1, -1, 1]), { smooth: 0 }),
      )(p);
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
  "votes-to-labels": [
    "labelsFromVotes",
    (votes: T) => softgrad.labelsFromVotes(votes.expandDims(0), { smoothing: 0 }).squeeze([0]),
  ],
  "label-entropy": ["entropy", (labels: T) => entropy(labels)],
  "soft-cross-entropy": [
    "focalLoss",
    (labels: T, logits: T) => focalLoss(labels, logits, asCrossEntropy),
  ],
  "cross-entropy-gradient": [
    "tf.grad",
    (labels: T, logits: T) => tf.grad((z: T) => focalLoss(labels, z, asCrossEntropy))(logits),
  ],
  "jaccard-metric": [
    "diceSemimetricLoss",
    (t: T, p: T) => {
      const loss = softgrad.diceSemimetricLoss(t, p, each);
      return loss.mul(2).div(loss.add(1));
    },
  ],
  "mean-loss": [
    "softIouLoss",
    (masks: T, p: T) => {
      const repeated = tf.mul(tf.onesLike(masks), p);
      return softgrad.softIouLoss(masks.expandDims(-1), repeated.expandDims(-1), { smooth: 0 });
    },
  ],
  "straight-through": [
    "gumbelSoftmax",
    (target: T, logits: T) =>
      tf.grad((z: T) => {
        const coins = tf.stack([tf.zerosLike(z), z], -1);
        const shown = gumbelSoftmax(coins, { hard: true, noise: tf.zerosLike(coins) });
        const mask = shown.slice([0, 1], [-1, 1]).flatten();
        const both = tf.sum(tf.mul(mask, target));
        return tf.sub(1, tf.div(both, tf.sub(tf.sum(tf.add(mask, target)), both)));
      })(logits),
  ],
};

beforeAll(async () => {
  await useBestBackend({ candidates: ["cpu"] });
});

test.each(exercises.map((exercise) => [exercise.id, exercise] as const))(
  "%s names as delegates only what the library or TensorFlow.js exports",
  (_, { delegates }) => {
    const known = (name: string) =>
      name.startsWith("tf.")
        ? typeof name.split(".").slice(1).reduce<object>(Reflect.get, tf) === "function"
        : name in softgrad;
    expect(delegates.filter((name) => !known(name))).toEqual([]);
  },
);

describe.each(Object.entries(roundabout))("%s", (name, [to, answer]) => {
  const exercise = exercises.find(({ id }) => id === name.split(":")[0]);

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
