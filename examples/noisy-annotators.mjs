// Trains one small model with each overlap loss on labels of five annotators who disagree, and prints
// how well it then overlaps (Dice, higher is better) and whether its probabilities mean what they say
// (ECE against the true probability, lower is better). Run: node examples/noisy-annotators.mjs [--steps 100]
import { parseArgs } from "node:util";
import * as tf from "@tensorflow/tfjs";
import * as sg from "softgrad";

const { steps } = parseArgs({ options: { steps: { type: "string", default: "100" } } }).values;
if (!/^[1-9]\d*$/.test(steps)) {
  console.error(`Cannot train: --steps must be a whole number of 1 or more, but is ${steps}`);
  process.exit(2);
}
await sg.useBestBackend({ candidates: ["wasm"] });
const [size, images, annotators] = [32, 8, 5];
const pixels = tf.range(0, size * size);
const [x, y] = [pixels.mod(size), pixels.div(size).floor()];

/** Noisy images of discs: features of each pixel, the annotators' labels, and the true probability. */
function makeImages(seed) {
  const between = (...ends) => tf.randomUniform([images, 1, 1], ...ends, "float32", seed++);
  const noise = () => tf.randomNormal([images, size * size], 0, 0.25, "float32", seed++);
  const [cx, cy, r] = [between(10, 20), between(10, 20), between(5, 10)];
  // Above 0 within the disc. An annotator's is shifted by (dx, dy) and dilated by d.
  const depth = ([dx, dy, d]) => {
    const apart = x.squaredDifference(cx.add(dx)).add(y.squaredDifference(cy.add(dy)));
    return r.add(d).sub(apart.sqrt());
  };
  const votes = (habits) => depth(habits).greater(0).toInt();
  // Each of the three is −3, −1.5, 0, 1.5 or 3, so the mean of all 125 is the probability of a vote.
  const habit = (index) => index.mod(5).mul(1.5).sub(3);
  const choice = () => tf.randomUniform([images, annotators, 1], 0, 5, "int32", seed++);
  const drawn = votes([choice(), choice(), choice()].map(habit)).transpose([1, 0, 2]);
  const all = tf.range(0, 125).reshape([1, 125, 1]);
  const every = votes([1, 5, 25].map((each) => habit(all.div(each).floor())));
  const near = depth([0, 0, 0]).squeeze([1]).div(4);
  return {
    features: tf.stack([near.add(noise()), near.tanh().add(noise()), noise()], -1),
    labels: sg.labelsFromVotes(drawn, { numClasses: 2 }).slice([0, 0, 1]),
    truth: every.toFloat().mean(1).expandDims(-1),
  };
}

/** A perceptron of each pixel's features, with the same first weights for every loss; gives logits. */
async function train(loss, { features, labels }) {
  const initial = (seed) => tf.initializers.randomNormal({ stddev: 0.5, seed });
  const model = tf.sequential();
  model.add(tf.layers.inputLayer({ inputShape: [null, 3] }));
  model.add(tf.layers.dense({ units: 16, activation: "relu", kernelInitializer: initial(1) }));
  model.add(tf.layers.dense({ units: 1, kernelInitializer: initial(2) }));
  model.compile({ loss, optimizer: tf.train.adam(0.03) });
  await model.fit(features, labels, { epochs: Number(steps), batchSize: images, verbose: 0 });
  return model;
}

const sigmoid = { activation: "sigmoid" };
const misses = { falsePositiveWeight: 0.3, falseNegativeWeight: 0.7 };
const runs = [
  ["soft IoU", sg.softIouLoss, sigmoid],
  ["soft Dice", sg.softDiceLoss, sigmoid],
  ["generalised Dice", sg.generalizedDiceLoss, sigmoid],
  ["Tversky 0.3, 0.7", sg.tverskyLoss, { ...sigmoid, ...misses }],
  ["focal Tversky", sg.focalTverskyLoss, sigmoid],
  ["Lovász", sg.lovaszSoftmaxLoss, sigmoid],
  ["JML1", sg.jaccardMetricLoss, sigmoid],
  ["JML2", sg.jaccardMetricLoss, { ...sigmoid, variant: 2 }],
  ["DML1", sg.diceSemimetricLoss, sigmoid],
  ["DML2", sg.diceSemimetricLoss, { ...sigmoid, variant: 2 }],
  ["cross-entropy", sg.sigmoidCrossEntropy, {}],
];
const [training, held] = [makeImages(1), makeImages(1001)];
const hard = (probability) => probability.greater(0.5).toFloat();
console.log(`${"loss".padEnd(18)}  Dice    ECE`);
for (const [name, loss, options] of runs) {
  const model = await train((t, logits) => loss(t, logits, options), training);
  const p = model.predict(held.features).sigmoid();
  const dice = sg.dice(hard(held.truth), hard(p), { reduction: "mean" }).dataSync()[0];
  const error = sg.expectedCalibrationError(held.truth, p);
  console.log(`${name.padEnd(18)}  ${dice.toFixed(3)}  ${error.toFixed(3)}`);
}
