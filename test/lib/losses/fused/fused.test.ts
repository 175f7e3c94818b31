import * as tf from "@tensorflow/tfjs";
import fc from "fast-check";
import { expect, it } from "vitest";
import {
  diceSemimetricLoss,
  jaccardMetricLoss,
  lovaszSoftmaxLoss,
  type OverlapOptions,
  sigmoidCrossEntropy,
  softDiceLoss,
  softIouLoss,
  softmaxCrossEntropy,
  tverskyLoss,
} from "../../../../src/lib/index.js";
import { describeOnBackends, scoped } from "../../backends.js";
import { leastDifference, meanOverlap, type Problem, type Sums, slopes } from "./loops.js";
import { expectNear, problems, tensors } from "./problems.js";

const smooth = 0.01;
const ratio = (over: number, under: number) => 1 - (over + smooth) / (under + smooth);

const overlaps: readonly [
  string,
  (target: tf.Tensor, prediction: tf.Tensor, options: OverlapOptions) => tf.Tensor,
  (sums: Sums) => number,
][] = [
  ["softDiceLoss", softDiceLoss, (s) => ratio(2 * s.shared, s.prediction + s.target)],
  ["softIouLoss", softIouLoss, (s) => ratio(s.shared, s.prediction + s.target - s.shared)],
  [
    "jaccardMetricLoss",
    jaccardMetricLoss,
    ({ prediction, target, difference }) =>
      ratio(prediction + target - difference, prediction + target + difference),
  ],
  [
    "diceSemimetricLoss",
    diceSemimetricLoss,
    ({ prediction, target, difference }) =>
      ratio(prediction + target - difference, prediction + target),
  ],
];

describeOnBackends("fused losses are those of loops in float64", () => {
  it.each(overlaps)("%s, value and gradient", (_name, loss, measure) => {
    fc.assert(
      fc.property(
        problems,
        fc.constantFrom("image" as const, "batch" as const),
        (problem, over) => {
          scoped(() => {
            const { activation, alpha } = problem;
            const { x, t, mask } = tensors(problem);
            const options = { activation, alpha, over, mask, smooth };
            const { value, grad } = tf.valueAndGrad((y: tf.Tensor) => loss(t, y, options))(x);
            const mean = (moved: Problem) => meanOverlap(moved, over, measure);
            expectNear(value.dataSync(), [mean(problem)], 2e-5);
            fc.pre(leastDifference(problem) > 1e-4);
            expectNear(grad.dataSync(), slopes(problem, mean), 2e-3);
          })();
        },
      ),
      { numRuns: 25 },
    );
  });

  it("what stands in a masked pixel changes nothing", () => {
    fc.assert(
      fc.property(problems, fc.constantFrom(Number.NaN, 1e30, -7), (problem, garbage) => {
        scoped(() => {
          const { activation, alpha, classes } = problem;
          const options = { activation, alpha, smooth };
          const clean = tensors(problem);
          const spoil = (values: readonly number[]) =>
            values.map((value, place) =>
              problem.mask[Math.floor(place / classes)] === 0 ? garbage : value,
            );
          const spoiled = tensors({
            ...problem,
            logits: spoil(problem.logits),
            target: spoil(problem.target),
          });
          const step = ({ x, t, mask }: ReturnType<typeof tensors>) =>
            tf
              .grad((y: tf.Tensor) => jaccardMetricLoss(t, y, { ...options, mask }))(x)
              .dataSync();
          expect([...step(spoiled)]).toEqual([...step(clean)]);
        })();
      }),
      { numRuns: 25 },
    );
  });

  it.each(
    [1, 2].flatMap((pixels) =>
      (["none", "sum", "mean"] as const).flatMap((reduction) =>
        [undefined, [2, 0]].map((classes) => ({ pixels, reduction, classes })),
      ),
    ),
  )(
    "thousands of images of $pixels pixels, $reduction, classes $classes, as by operations",
    (way) => {
      scoped(() => {
        const { pixels, reduction, classes } = way;
        const images = 2003;
        const weights = [0.5, 1, 2];
        const t = tf.randomUniform([images, pixels, 3], 0, 1, "float32", 1);
        const x = tf.randomNormal([images, pixels, 3], 0, 1, "float32", 2);
        const own = (y: tf.Tensor) =>
          softDiceLoss(t, y, {
            activation: "softmax",
            classWeights: weights,
            reduction,
            ...(classes ? { classes } : {}),
          });
        const composed = (y: tf.Tensor) => {
          const p = y.softmax();
          const shared = p.mul(t).sum(1).mul(2).add(1e-5);
          const dice = shared.div(p.sum(1).add(t.sum(1)).add(1e-5));
          const losses = tf.sub(1, dice).mul(weights);
          const columns = (classes ?? [0, 1, 2]).map((c) => losses.slice([0, c], [images, 1]));
          const picked = tf.concat(columns, 1);
          if (reduction === "none") return picked;
          return reduction === "sum" ? picked.sum() : picked.mean();
        };
        const dy = tf.randomUniform(own(x).shape, 0.5, 1.5, "float32", 3);
        const [found, wanted] = [own, composed].map((loss) => tf.valueAndGrad(loss)(x, dy));
        const scale = reduction === "mean" ? images : 1;
        const values = (y: tf.Tensor | undefined) => [...(y?.dataSync() ?? [])];
        expectNear(values(found?.value), values(wanted?.value), 1e-5);
        expectNear(values(found?.grad.mul(scale)), values(wanted?.grad.mul(scale)), 1e-5);
      })();
    },
  );

  it.each(
    [0, 511, 512, 513, 1024, 1028, 2047, 2048, 2049, 2064].flatMap((size) =>
      [1, 3, 4].map((classes) => ({ size, classes })),
    ),
  )("an image of $size pixels of $classes classes, around the blocks of its sums", (way) => {
    scoped(() => {
      const { size, classes } = way;
      const target = tf.fill([2, size, classes], 0.5);
      const prediction = tf.concat([
        tf.fill([1, size, classes], 0.25),
        tf.fill([1, size, classes], 1),
      ]);
      const losses = softIouLoss(target, prediction, { smooth: 0, reduction: "none" }).dataSync();
      // 0.125 / (0.75 − 0.125) and 0.5 / (1.5 − 0.5); an image of nothing is matched.
      const wanted = size === 0 ? [0, 0] : [0.8, 0.5];
      for (const [image, loss] of wanted.entries()) {
        for (let c = 0; c < classes; c++) {
          expect(losses[image * classes + c]).toBeCloseTo(loss, 6);
        }
      }
      const sum = { reduction: "sum" } as const;
      const even = tf.zeros([2, size, classes]);
      const [softmax = 0] = softmaxCrossEntropy(target, even, sum).dataSync();
      expect(softmax / Math.max(1, size)).toBeCloseTo(size && classes * Math.log(classes), 4);
      const [sigmoid = 0] = sigmoidCrossEntropy(target, even, sum).dataSync();
      expect(sigmoid / Math.max(1, size)).toBeCloseTo(size && 2 * classes * Math.log(2), 4);
    })();
  });

  it("small classes are not lost among two million pixels", () => {
    scoped(() => {
      const size = 2 ** 21;
      const target = tf.fill([1, size, 2], 0.1);
      const prediction = tf.fill([1, size, 2], 0.3);
      const [loss = 0] = softDiceLoss(target, prediction, { smooth: 0 }).dataSync();
      // Dice = 2 · 0.1 · 0.3 / (0.1 + 0.3), whatever the number of pixels.
      expect(loss).toBeCloseTo(1 - 0.15, 6);
    })();
  });

  it("what prediction and target barely share is not rounded away", () => {
    scoped(() => {
      const near = (share: number) => tf.tensor3d([[[share]]]);
      const [t, p] = [near(1e-6), near(0.9)];
      // Of min = 1e-6 and max = 0.9: log losses, their slopes, and an overlap that is whole.
      const { value, grad } = tf.valueAndGrad((p: tf.Tensor) =>
        jaccardMetricLoss(t, p, { smooth: 0, logLoss: true }),
      )(p);
      expect(value.dataSync()[0]).toBeCloseTo(Math.log(0.9 / 1e-6), 5);
      expect(grad.dataSync()[0]).toBeCloseTo(1 / 0.9, 5);
      const byTarget = tf.grad((t: tf.Tensor) =>
        jaccardMetricLoss(t, p, { smooth: 0, logLoss: true }),
      )(t);
      expect((byTarget.dataSync()[0] ?? 0) * 1e-6).toBeCloseTo(-1, 5);
      const weights = { falsePositiveWeight: 0, falseNegativeWeight: 1.5 };
      const whole = tverskyLoss(t, p, { ...weights, form: "l1", smooth: 0 });
      expect(whole.dataSync()[0]).toBe(0);
    })();
  });

  it("differences below 1e-7 count in derivatives by the target and in second ones", () => {
    scoped(() => {
      const t = tf.tensor3d([[[0], [1]]]);
      const p = tf.tensor3d([[[5e-8], [0.5]]]);
      const byTarget = tf.grad((t: tf.Tensor) => jaccardMetricLoss(t, p, { smooth: 0 }))(t);
      // Of (P + T − D) / (P + T + D) = 1 / 2 the first t moves the upper part by 2, the second the lower.
      const [first = 0, second = 0] = byTarget.dataSync();
      expect(first).toBeCloseTo(-1, 5);
      expect(second).toBeCloseTo(0.5, 5);
      const slopes = tf.grad((p: tf.Tensor) => jaccardMetricLoss(t, p, { smooth: 0 }));
      const again = tf
        .grad((p: tf.Tensor) => slopes(p).sum())(p)
        .dataSync();
      const exact = tf
        .grad((p: tf.Tensor) => slopes(p).sum())(tf.tensor3d([[[1e-3], [0.5]]]))
        .dataSync();
      for (const [place, value] of exact.entries()) {
        expect(Math.abs((again[place] ?? 0) - value)).toBeLessThan(0.01);
      }
    })();
  });

  it("the Lovász loss is the same for −0 as for 0", () => {
    scoped(() => {
      const t = tf.tensor3d([1, 0, 1, 0, 0], [1, 5, 1]);
      const zero = tf.tensor3d([0.5, 0, 1, 0.25, 0], [1, 5, 1]);
      const minus = tf.tensor3d([0.5, -0, 1, 0.25, -0], [1, 5, 1]);
      const [a, b] = [zero, minus].map((p) => lovaszSoftmaxLoss(t, p).dataSync()[0]);
      expect(a).toBe(b);
    })();
  });
});
