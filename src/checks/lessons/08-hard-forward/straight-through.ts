import type { Data } from "../../data.js";
import type { Exercise } from "../../exercise.js";
import { at, between, integer, plain, type Random, sum, tensor, upTo } from "../support/index.js";
import { sigmoid } from "./sigmoid.js";

type Row = readonly number[];

/** The slope of 1 − IoU by each pixel of a mask, hard or soft, by the quotient rule. */
function slopes(target: Row, mask: Row): Row {
  const both = sum(target.map((t, i) => t * at(mask, i)));
  const union = sum(target) + sum(mask) - both;
  return target.map((t) => -(t * union - both * (1 - t)) / union ** 2);
}

const gradientAt =
  (gradient: (target: Row, p: Row) => Row) =>
  (target?: Data, logits?: Data): Data => {
    const z = plain(logits);
    return tensor(z.shape, gradient(plain(target).values, z.values.map(sigmoid)));
  };

const round = (p: Row): Row => p.map((value) => (value > 0.5 ? 1 : 0));
const throughSigmoid = (slope: Row, p: Row): Row =>
  slope.map((value, i) => value * at(p, i) * (1 - at(p, i)));

const vector = (values: Row): Data => tensor([values.length], values);

export const straightThroughExercise: Exercise = {
  id: "straight-through",
  lesson: "08-hard-forward",
  title: "The straight-through gradient",
  points: 2,
  answer: { kind: "function", name: "throughGradient" },
  inputNames: ["target", "logits"],
  axes: ["pixels"],
  visible: [
    { name: "one of two found", inputs: [vector([1, 1]), vector([1, -0.5])] },
    { name: "a false alarm", inputs: [vector([1, 0, 0]), vector([0.5, 1.5, -1])] },
    { name: "nothing predicted", inputs: [vector([1, 1, 0, 0]), vector([-1, -2, -0.5, -1.5])] },
  ],
  generate: (random) => upTo(5).map((draw) => drawPixels(random, draw)),
  reference: gradientAt((target, p) => throughSigmoid(slopes(target, round(p)), p)),
  tolerance: { relative: 1e-3, absolute: 1e-5 },
  properties: [
    {
      name: "pushes the object's pixels up and never pushes the others up",
      holds: ({ inputs: [target] }, value) => {
        const { values } = plain(target);
        return plain(value).values.every((g, i) => (at(values, i) === 1 ? g < 0 : g >= 0));
      },
    },
  ],
  diagnoses: [
    {
      id: "flat",
      wrong: gradientAt((target) => target.map(() => 0)),
      message:
        "All zeros: the gradient went through the rounding and died there (or through m(1 − m), which is 0 for a rounded m). Forward the mask, but let the tape see only the soft values: soft + stopGradient(hard − soft).",
    },
    {
      id: "soft-forward",
      wrong: gradientAt((target, p) => throughSigmoid(slopes(target, p), p)),
      message:
        "That is the gradient of the soft IoU: the slope was taken at the probabilities. Straight through takes it at the *rounded* mask.",
    },
    {
      id: "stops-at-the-mask",
      wrong: gradientAt((target, p) => slopes(target, round(p))),
      message:
        "You have the slope by the mask. Asked is the one by the logits: the identity passes it on to the probabilities, and the sigmoid's own slope, p(1 − p), comes after.",
    },
    {
      id: "score-not-loss",
      wrong: gradientAt((target, p) => throughSigmoid(slopes(target, round(p)), p).map((g) => -g)),
      message:
        "The signs are turned round: that is the gradient of the IoU. The loss is 1 minus it.",
    },
  ],
  hints: [
    "The mask is tf.round(tf.sigmoid(logits)). You need a tensor that has these values and the soft ones' gradient.",
    "soft + stopGradient(hard − soft) has the value hard; on the way back the second part is a constant. Then write the IoU loss of it inside tf.grad.",
    "return tf.grad((z) => { const soft = tf.sigmoid(z); const hard = tf.add(soft, stopGradient(tf.sub(tf.round(soft), soft))); and then the loss of hard and target … })(logits).",
  ],
  delegates: ["straightThrough", "gumbelSoftmax"],
};

/** At least one pixel found, one missed and one false alarm, so that every formula shows. */
function drawPixels(random: Random, draw: number) {
  const more = upTo(integer(random, 0, 4)).map(() => integer(random, 0, 1));
  const target = [1, 1, 0, 0, ...more];
  const signs = [1, -1, 1, -1, ...more.map(() => (random() < 0.5 ? 1 : -1))];
  const logits = signs.map((sign) => sign * between(random, 0.3, 2));
  return { name: `drawn pixels ${draw + 1}`, inputs: [vector(target), vector(logits)] };
}
