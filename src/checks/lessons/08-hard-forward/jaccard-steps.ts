import type { Data } from "../../data.js";
import type { Exercise } from "../../exercise.js";
import { at, integer, plain, type Random, sum, tensor, upTo } from "../support/index.js";

type Row = readonly number[];

/** 1 − IoU once the first `wrong` pixels are wrong. */
function lossAfter(sorted: Row, wrong: number): number {
  const lost = sum(sorted.slice(0, wrong));
  const both = sum(sorted) - lost;
  const union = sum(sorted) + (wrong - lost);
  return 1 - both / union;
}

const steps =
  (step: (sorted: Row, i: number) => number) =>
  (data?: Data): Data => {
    const { shape, values } = plain(data);
    return tensor(
      shape,
      values.map((_, i) => step(values, i)),
    );
  };

const increment = (sorted: Row, i: number): number =>
  lossAfter(sorted, i + 1) - lossAfter(sorted, i);

const vector = (values: Row): Data => tensor([values.length], values);

export const jaccardStepsExercise: Exercise = {
  id: "jaccard-steps",
  lesson: "08-hard-forward",
  title: "What the next error costs",
  points: 2,
  answer: { kind: "function", name: "jaccardSteps" },
  inputNames: ["sorted"],
  axes: ["pixels"],
  visible: [
    { name: "object pixels only", inputs: [vector([1, 1, 1, 1])] },
    { name: "a false alarm, then a miss", inputs: [vector([0, 1])] },
    { name: "a miss, then a false alarm", inputs: [vector([1, 0])] },
    { name: "three of each, mixed", inputs: [vector([0, 1, 1, 0, 1, 0])] },
  ],
  generate: (random) => upTo(5).map((draw) => drawLabels(random, draw)),
  reference: steps(increment),
  tolerance: { relative: 1e-3, absolute: 1e-5 },
  properties: [
    {
      name: "sums to 1: with every pixel wrong, nothing is left",
      holds: (_, value) => Math.abs(sum(plain(value).values) - 1) < 1e-4,
    },
    {
      name: "is nowhere negative: another error never helps",
      holds: (_, value) => plain(value).values.every((step) => step > -1e-5),
    },
  ],
  diagnoses: [
    {
      id: "not-differenced",
      wrong: steps((sorted, i) => lossAfter(sorted, i + 1)),
      message:
        "Those are the losses after each error. Asked is what each error *adds*: the loss after it minus the loss before it.",
    },
    {
      id: "losses-before",
      wrong: steps((sorted, i) => lossAfter(sorted, i)),
      message:
        "Those are the losses *before* each error, 0 for the first. Asked is what each error adds: the loss after it minus the loss before it.",
    },
    {
      id: "iou-for-loss",
      wrong: steps(
        (sorted, i) => 1 - lossAfter(sorted, i + 1) - (i === 0 ? 0 : 1 - lossAfter(sorted, i)),
      ),
      message:
        "You took differences of the IoU, which starts at 1 and falls. The loss is 1 minus it: it starts at 0 and rises.",
    },
    {
      id: "first-forgotten",
      wrong: steps((sorted, i) => (i === 0 ? 0 : increment(sorted, i))),
      message:
        "The first error costs nothing in your answer. Before it the loss is 0, so it adds the whole loss after it.",
    },
    {
      id: "of-the-score",
      wrong: steps((sorted, i) => -increment(sorted, i)),
      message: "Those are the steps of the IoU, which falls. The loss is 1 minus it, and rises.",
    },
    {
      id: "union-kept",
      wrong: steps((sorted, i) => at(sorted, i) / sum(sorted)),
      message:
        "You kept the union as it is, so a false alarm costs nothing. A wrong pixel that is 0 in the label joins the union.",
    },
    {
      id: "union-of-all-wrong",
      wrong: steps((sorted, i) => {
        const after = (wrong: number) =>
          1 - (sum(sorted) - sum(sorted.slice(0, wrong))) / (sum(sorted) + wrong);
        return after(i + 1) - after(i);
      }),
      message:
        "Your union grows with every error. A missed object pixel is in the union already, through the label: only wrong pixels that are 0 join it.",
    },
  ],
  hints: [
    "tf.cumsum(sorted) counts the object's pixels among the first i. How many are then left in the intersection? How many zeros have joined the union?",
    "intersection = Σ sorted − cumsum(sorted); union = Σ sorted + cumsum(1 − sorted); the losses are 1 − intersection / union, one after each error.",
    "The increments are losses minus the losses shifted by one place, with a 0 in front: tf.concat([tf.zeros([1]), tf.slice(losses, 0, losses.size − 1)]).",
  ],
  delegates: ["lovaszSoftmaxLoss", "lovaszHingeLoss"],
};

/** Both labels occur, and a zero before a one, so that the union's growth shows. */
function drawLabels(random: Random, draw: number) {
  const more = upTo(integer(random, 2, 6)).map(() => integer(random, 0, 1));
  const head = draw % 2 === 0 ? [0, 1] : [1, 0, 1];
  return { name: `drawn labels ${draw + 1}`, inputs: [vector([...head, ...more])] };
}
