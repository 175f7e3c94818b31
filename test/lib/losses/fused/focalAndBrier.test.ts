import * as tf from "@tensorflow/tfjs";
import fc from "fast-check";
import { expect, it } from "vitest";
import { brierLoss, focalLoss } from "../../../../src/lib/index.js";
import { brierParts } from "../../../../src/lib/losses/fused/brier.js";
import { focalParts } from "../../../../src/lib/losses/fused/focal.js";
import { describeOnBackends, scoped } from "../../backends.js";
import { binaryFocals, briers, softmaxFocals } from "./pixelLoops.js";
import { expectPixelLosses, ways, weighedCase } from "./pixelLosses.js";
import { expectNear, problems, tensors } from "./problems.js";

const gammas = fc.constantFrom(0, 0.5, 1, 2, 3.5);

describeOnBackends("fused focal and Brier losses are those of loops in float64", () => {
  it.each(ways)("focalLoss with sigmoid, $weights weights, $reduction", (way) => {
    fc.assert(
      fc.property(
        problems,
        fc.boolean(),
        gammas,
        fc.constantFrom(undefined, 0.25),
        (problem, masked, gamma, balance) => {
          const { classWeights, counts } = weighedCase(problem, masked, way.weights);
          const loss = (t: tf.Tensor, x: tf.Tensor, mask: tf.Tensor) =>
            focalLoss(t, x, {
              ...(way.weights === "even" ? {} : { classWeights }),
              ...(masked ? { mask } : {}),
              ...(balance === undefined ? {} : { balance }),
              reduction: way.reduction,
              gamma,
            });
          const wanted = binaryFocals(counts, classWeights, gamma, balance);
          expectPixelLosses(counts, way.reduction, "class", loss, wanted);
        },
      ),
      { numRuns: 40 },
    );
  });

  it.each(ways)("focalLoss with softmax, $weights weights, $reduction", (way) => {
    fc.assert(
      fc.property(problems, fc.boolean(), gammas, (problem, masked, gamma) => {
        const { classWeights, counts } = weighedCase(problem, masked, way.weights);
        const loss = (t: tf.Tensor, x: tf.Tensor, mask: tf.Tensor) =>
          focalLoss(t, x, {
            ...(way.weights === "even" ? {} : { classWeights }),
            ...(masked ? { mask } : {}),
            activation: "softmax",
            reduction: way.reduction,
            gamma,
          });
        const wanted = softmaxFocals(counts, classWeights, gamma);
        expectPixelLosses(counts, way.reduction, "pixel", loss, wanted);
      }),
      { numRuns: 40 },
    );
  });

  it.each(ways)("brierLoss, $weights weights, $reduction", (way) => {
    fc.assert(
      fc.property(problems, fc.boolean(), (problem, masked) => {
        const { classWeights, counts } = weighedCase(problem, masked, way.weights);
        const loss = (t: tf.Tensor, x: tf.Tensor, mask: tf.Tensor) =>
          brierLoss(t, x, {
            ...(way.weights === "even" ? {} : { classWeights }),
            ...(masked ? { mask } : {}),
            activation: problem.activation,
            alpha: problem.alpha,
            reduction: way.reduction,
          });
        expectPixelLosses(counts, way.reduction, "pixel", loss, briers(counts, classWeights));
      }),
      { numRuns: 40 },
    );
  });

  it.each([4, 3])("softmax's focal loss of %i classes keeps a miss of less than rounding", (n) => {
    scoped(() => {
      const x = tf.tensor2d([30, ...new Array<number>(n - 1).fill(0)], [1, n]).tile([5, 1]);
      const t = tf.tensor2d([1, ...new Array<number>(n - 1).fill(0.5)], [1, n]).tile([5, 1]);
      const loss = (x: tf.Tensor) =>
        focalLoss(t, x, { activation: "softmax", reduction: "sum", gamma: 1 });
      // The slope by the likely class's logit: Σ over the others of t p (1 − p − p log p) and its own.
      const slope = tf.grad(loss)(x).dataSync()[0] ?? 0;
      const p = 1 / (Math.exp(30) + n - 1);
      const pull = 0.5 * (p * Math.log(p) - (1 - p));
      expect(slope / (-(n - 1) * pull)).toBeCloseTo(1, 4);
    })();
  });
});

const losses = {
  "focalLoss, γ 0.5": (t: tf.Tensor, x: tf.Tensor) => focalLoss(t, x, { gamma: 0.5 }),
  "focalLoss, γ 2": (t: tf.Tensor, x: tf.Tensor) => focalLoss(t, x, { balance: 0.25 }),
  "focalLoss, γ 3.5": (t: tf.Tensor, x: tf.Tensor) => focalLoss(t, x, { gamma: 3.5 }),
  "focalLoss, softmax, γ 0.5": (t: tf.Tensor, x: tf.Tensor) =>
    focalLoss(t, x, { activation: "softmax", gamma: 0.5 }),
  "focalLoss, softmax, γ 2": (t: tf.Tensor, x: tf.Tensor) =>
    focalLoss(t, x, { activation: "softmax" }),
  "brierLoss, softmax": (t: tf.Tensor, x: tf.Tensor) => brierLoss(t, x, { activation: "softmax" }),
  "brierLoss, sigmoid": (t: tf.Tensor, x: tf.Tensor) =>
    brierLoss(t, x, { activation: "sigmoid", alpha: 2 }),
};

describeOnBackends("fused focal and Brier losses", () => {
  it.each(Object.entries(losses))("%s sums thousands of pixels as it sums few", (_, loss) => {
    for (const classes of [1, 3, 4]) {
      scoped(() => {
        const few = tf.randomNormal([7, classes], 0, 2, "float32", 1);
        const [x, t] = [few.tile([900, 1]), tf.fill([6300, classes], 0.2)];
        const mean = loss(t.slice(0, 7), few).dataSync()[0] ?? Number.NaN;
        expectNear(loss(t, x).dataSync(), [mean], 1e-6);
      })();
    }
  });

  it.each(Object.entries(losses))("%s is finite at extreme logits, with its slopes", (_, loss) => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5 }).chain((classes) =>
          fc.record({
            classes: fc.constant(classes),
            logits: fc.array(fc.constantFrom(0, 100, -100, 1e4, -1e4, 1e30, -1e30), {
              minLength: 5 * classes,
              maxLength: 5 * classes,
            }),
            target: fc.array(fc.constantFrom(0, 1e-38, 1e-20, 0.5, 1 - 2 ** -24, 1), {
              minLength: 5 * classes,
              maxLength: 5 * classes,
            }),
          }),
        ),
        ({ classes, logits, target }) => {
          scoped(() => {
            const [x, t] = [tf.tensor(logits, [5, classes]), tf.tensor(target, [5, classes])];
            const found = [loss(t, x), ...tf.grads(loss)([t, x])];
            for (const made of found)
              expect([...made.dataSync()].every(Number.isFinite)).toBe(true);
          })();
        },
      ),
      { numRuns: 50 },
    );
  });

  it.each(Object.entries(losses))("%s leaks no tensor, twice differentiated too", (_, loss) => {
    scoped(() => {
      const [t, x] = [tf.fill([3, 4], 0.3), tf.randomNormal([3, 4], 0, 1, "float32", 1)];
      const slope = (x: tf.Tensor) => tf.grad((y: tf.Tensor) => loss(t, y))(x);
      const of = () => [...tf.grads(loss)([t, x]), tf.grad((y) => slope(y).square().sum())(x)];
      tf.dispose(of());
      const before = tf.memory().numTensors;
      tf.dispose(of());
      expect(tf.memory().numTensors).toBe(before);
    })();
  });

  const settings = {
    "focal, sigmoid": focalParts(() => ({
      activation: "sigmoid",
      positives: [0.5, 1, 2],
      negatives: [1, 1, 0.5],
      parameter: 2,
    })),
    "focal, softmax": focalParts(() => ({
      activation: "softmax",
      positives: [0.5, 1, 2],
      negatives: [0.5, 1, 2],
      parameter: 3.5,
    })),
    "Brier, softmax": brierParts(() => ({
      activation: "softmax",
      positives: [0.5, 1, 2],
      negatives: [0.5, 1, 2],
      parameter: 2.5,
    })),
  };
  it.each(Object.entries(settings))("%s: second derivatives are the composed ones", (_, parts) => {
    fc.assert(
      fc.property(
        problems.filter(({ classes }) => classes === 3),
        (problem) => {
          scoped(() => {
            const { x, t, mask } = tensors(problem);
            const counted = mask.expandDims(-1);
            const prepared = (prediction: tf.Tensor, target: tf.Tensor) => ({
              prediction: prediction.mul(counted),
              target: target.mul(counted),
              counted,
            });
            const composed = (x: tf.Tensor, t: tf.Tensor) => {
              const losses = parts.terms(prepared(x, t));
              return losses
                .mul(losses.rank === 2 ? mask : counted)
                .sum()
                .mul(0.25);
            };
            const fused = (x: tf.Tensor, t: tf.Tensor) => {
              const own = parts.fused?.(prepared(x, t), 0.25);
              if (!own) throw new Error("no kernel");
              return own;
            };
            const seconds = (loss: typeof fused) =>
              tf.grads((x: tf.Tensor, t: tf.Tensor) => {
                const [byX, byT] = tf.grads(loss)([x, t]) as [tf.Tensor, tf.Tensor];
                return byX.square().sum().add(byT.square().sum());
              })([x, t]);
            const wanted = seconds(composed);
            for (const [place, found] of seconds(fused).entries()) {
              expectNear(found.dataSync(), [...(wanted[place]?.dataSync() ?? [])], 2e-5);
            }
          })();
        },
      ),
      { numRuns: 15 },
    );
  });
});
