// Trains with each overlap loss on labels of annotators who disagree. Prints whether the masks are
// right (Dice, higher is better) and the probabilities too (ECE, lower is better). Option: --steps 100
import { parseArgs } from "node:util";
import * as tf from "@tensorflow/tfjs";
import * as sg from "softgrad";

const { steps } = parseArgs({ options: { steps: { type: "string", default: "100" } } }).values;
if (!/^[1-9]\d*$/.test(steps)) {
  console.error(`Cannot train: --steps must be a whole number of 1 or more, but is ${steps}`);
  process.exit(2);
}
await sg.useBestBackend({ candidates: ["wasm"] });

/** Eight images of a noisy disc: the pixels, the share of the annotators' votes, the true probability. */
function makeImages(seed) {
  const between = (...ends) => tf.randomUniform([8, 1, 1], ...ends, "float32", seed++);
  const dx = tf.range(0, 32).reshape([1, 1, 32]).sub(between(10, 20));
  const dy = tf.range(0, 32).reshape([1, 32, 1]).sub(between(10, 20));
  const depth = between(5, 10).sub(dx.square().add(dy.square()).sqrt()); // above 0 within the disc
  const brightness = depth.div(4).add(tf.randomNormal(depth.shape, 0, 0.25, "float32", seed++));
  // The habit of an annotator is to draw the disc too large or too small by so many pixels.
  const shareOfVotes = (habits) =>
    sg.labelsFromVotes(depth.add(habits).greater(0).toInt(), { numClasses: 2 }).slice([0, 0, 0, 1]);
  const drawn = tf.randomUniform([5, 8, 1, 1], -3, 3, "float32", seed++); // five for each image
  const all = tf.linspace(-3, 3, 101).reshape([101, 1, 1, 1]);
  return {
    pixels: brightness.expandDims(-1),
    labels: shareOfVotes(drawn),
    truth: shareOfVotes(all),
  };
}

const [training, held] = [makeImages(1), makeImages(1001)];
const sigmoid = { activation: "sigmoid" };
const misses = { falsePositiveWeight: 0.3, falseNegativeWeight: 0.7 };
const runs = {
  "soft IoU": [sg.softIouLoss, sigmoid], // this and the next four are least where p is 0 or 1
  "soft Dice": [sg.softDiceLoss, sigmoid],
  "generalised Dice": [sg.generalizedDiceLoss, sigmoid],
  "Tversky 0.3, 0.7": [sg.tverskyLoss, { ...sigmoid, ...misses }],
  "focal Tversky": [sg.focalTverskyLoss, sigmoid],
  Lovász: [sg.lovaszSoftmaxLoss, sigmoid],
  JML1: [sg.jaccardMetricLoss, sigmoid], // from here on: least where p is the label
  JML2: [sg.jaccardMetricLoss, { ...sigmoid, variant: 2 }],
  DML1: [sg.diceSemimetricLoss, sigmoid],
  DML2: [sg.diceSemimetricLoss, { ...sigmoid, variant: 2 }],
  "cross-entropy": [sg.sigmoidCrossEntropy, {}],
};
console.log(`${"loss".padEnd(18)}  Dice    ECE`);
for (const [name, [loss, options]] of Object.entries(runs)) {
  // A logistic regression of each pixel that starts from zeros, so that only the loss differs.
  const layer = tf.layers.dense({ units: 1, inputShape: [32, 32, 1], kernelInitializer: "zeros" });
  const model = tf.sequential({ layers: [layer] });
  model.compile({ loss: (t, logits) => loss(t, logits, options), optimizer: tf.train.adam(0.1) });
  await model.fit(training.pixels, training.labels, { epochs: Number(steps), verbose: 0 });
  const p = model.predict(held.pixels).sigmoid();
  const dice = sg.dice(held.truth.round(), p.round(), { reduction: "mean" }).dataSync()[0];
  const error = sg.expectedCalibrationError(held.truth, p);
  console.log(`${name.padEnd(18)}  ${dice.toFixed(3)}  ${error.toFixed(3)}`);
}
