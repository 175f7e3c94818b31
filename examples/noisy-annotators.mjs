// Trains one small model with each overlap loss on labels of five annotators who disagree, and prints
// how well it then overlaps (Dice, higher is better) and whether its probabilities mean what they say
// (ECE against the true probability, lower is better). Run: node examples/noisy-annotators.mjs [--steps 100]
import { parseArgs } from "node:util";
import * as tf from "@tensorflow/tfjs";
import * as sg from "softgrad";

const { values } = parseArgs({ options: { steps: { type: "string", default: "100" } } });
if (!/^[1-9]\d*$/.test(values.steps)) {
  console.error(
    `Cannot train: --steps must be a whole number of 1 or more, but is ${values.steps}`,
  );
  process.exit(2);
}
const [SIZE, IMAGES, ANNOTATORS, OFFSETS] = [32, 8, 5, [-3, -1.5, 0, 1.5, 3]];
const pixels = Array.from({ length: SIZE * SIZE }, (_, i) => [i % SIZE, Math.floor(i / SIZE)]);
// Every way to draw a contour: shifted by (dx, dy) and dilated by d, each as likely as any other.
const habits = OFFSETS.flatMap((dx) => OFFSETS.flatMap((dy) => OFFSETS.map((d) => [dx, dy, d])));

/** Seeded numbers in [0, 1) (mulberry32), so that every run prints the same table. */
function randomFrom(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Noisy images of discs: features of each pixel, annotators' labels, and the true probability. */
function makeImages(seed) {
  const random = randomFrom(seed);
  const discs = Array.from({ length: IMAGES }, () =>
    [10, 10, 5].map((low) => low + random() * low),
  );
  const inside = ([cx, cy, r], [dx, dy, d]) =>
    pixels.map(([x, y]) => Number(Math.hypot(x - cx - dx, y - cy - dy) < r + d));
  const drawn = discs.map((disc) =>
    Array.from({ length: ANNOTATORS }, () =>
      inside(disc, habits[Math.floor(random() * habits.length)]),
    ),
  );
  const noise = () => (random() + random() + random() - 1.5) * 0.5;
  const distances = discs.map(([cx, cy, r]) =>
    pixels.map(([x, y]) => (r - Math.hypot(x - cx, y - cy)) / 4),
  );
  const votes = tf.tensor3d(drawn, [IMAGES, ANNOTATORS, SIZE * SIZE], "int32").transpose([1, 0, 2]);
  const truth = discs.map((disc) =>
    tf.tensor2d(habits.map((habit) => inside(disc, habit))).mean(0),
  );
  return {
    features: tf.tensor3d(
      distances.map((row) => row.map((s) => [s + noise(), Math.tanh(s) + noise(), noise()])),
    ),
    labels: sg.labelsFromVotes(votes, { numClasses: 2 }).slice([0, 0, 1], [-1, -1, 1]),
    truth: tf.stack(truth).expandDims(-1),
  };
}

/** A perceptron of each pixel's features with the same first weights for every loss; returns its logits. */
function train(loss, { features, labels }, steps) {
  const start = (shape, seed) => tf.variable(tf.randomNormal(shape, 0, 0.5, "float32", seed));
  const [w1, b1, w2, b2] = [start([3, 16], 1), start([16], 2), start([16, 1], 3), start([1], 4)];
  const logits = (x) =>
    x
      .reshape([-1, 3])
      .matMul(w1)
      .add(b1)
      .relu()
      .matMul(w2)
      .add(b2)
      .reshape([IMAGES, SIZE * SIZE, 1]);
  const optimizer = tf.train.adam(0.03);
  for (let step = 0; step < steps; step++)
    optimizer.minimize(() => loss(labels, logits(features)).mean());
  return logits;
}

const overlap = (loss, options) => (t, p) => loss(t, p, { activation: "sigmoid", ...options });
const losses = {
  "soft IoU": overlap(sg.softIouLoss),
  "soft Dice": overlap(sg.softDiceLoss),
  "generalised Dice": overlap(sg.generalizedDiceLoss),
  "Tversky 0.3, 0.7": overlap(sg.tverskyLoss, {
    falsePositiveWeight: 0.3,
    falseNegativeWeight: 0.7,
  }),
  "focal Tversky": overlap(sg.focalTverskyLoss),
  Lovász: overlap(sg.lovaszSoftmaxLoss),
  JML1: overlap(sg.jaccardMetricLoss, { variant: 1 }),
  JML2: overlap(sg.jaccardMetricLoss, { variant: 2 }),
  DML1: overlap(sg.diceSemimetricLoss, { variant: 1 }),
  DML2: overlap(sg.diceSemimetricLoss, { variant: 2 }),
  "cross-entropy": sg.sigmoidCrossEntropy,
};

await sg.useBestBackend({ candidates: ["wasm"] });
const [training, held] = [makeImages(1), makeImages(2)];
console.log(`${"loss".padEnd(18)}  Dice    ECE`);
for (const [name, loss] of Object.entries(losses)) {
  const p = train(loss, training, Number(values.steps))(held.features).sigmoid();
  const score = sg.dice(held.truth.greater(0.5).toFloat(), p.greater(0.5).toFloat(), {
    reduction: "mean",
  });
  const ece = sg.expectedCalibrationError(held.truth, p);
  console.log(`${name.padEnd(18)}  ${score.dataSync()[0].toFixed(3)}  ${ece.toFixed(3)}`);
}
