import type { Data } from "../../data.js";
import type { Exercise } from "../../exercise.js";
import { between, integer, overlapFunctions, plain, tensor, upTo } from "../support/index.js";

const each = (f: (thread: number) => number) => (data?: Data) => {
  const { shape, values } = plain(data);
  return tensor(shape, values.map(f));
};

export const threadToIou: Exercise = {
  id: "thread-to-iou",
  lesson: "04-soft-iou",
  title: "From the thread's number to the IoU",
  points: 1,
  answer: { kind: "function", name: "iouFromThread" },
  inputNames: ["thread"],
  visible: [
    { name: "perfect overlap and none", inputs: [tensor([2], [0.5, 0])] },
    { name: "a third", inputs: [tensor([1], [1 / 3])] },
    { name: "one image, three classes", inputs: [tensor([1, 3], [0.1, 0.25, 0.4])] },
  ],
  generate: (random) =>
    upTo(4).map((draw) => {
      const shape = [integer(random, 1, 4), integer(random, 1, 5)];
      const count = (shape[0] ?? 1) * (shape[1] ?? 1);
      return {
        name: `drawn values ${draw + 1}`,
        inputs: [
          tensor(
            shape,
            upTo(count).map(() => between(random, 0, 0.5)),
          ),
        ],
      };
    }),
  reference: each((thread) => thread / (1 - thread)),
  tolerance: { relative: 2e-3, absolute: 1e-4 },
  properties: [
    {
      name: "stays within [0, 1] when the thread's number stays within [0, ½]",
      holds: (_, value) => plain(value).values.every((iou) => iou >= -1e-6 && iou <= 1 + 1e-6),
    },
  ],
  diagnoses: [
    {
      id: "doubled",
      wrong: each((thread) => 2 * thread),
      message:
        "Doubling mends the top of the scale, and what comes out is Dice. Is that the IoU? Try half-overlapping masks: target 1,1,0,0 and prediction 0,1,1,0 share one of three pixels.",
    },
    {
      id: "inverse",
      wrong: each((thread) => thread / (1 + thread)),
      message:
        "That is the other way: it makes the thread's number out of an IoU. Solve T = J / (1 + J) for J.",
    },
    {
      id: "sign",
      wrong: each((thread) => thread / (thread - 1)),
      message:
        "Right but for the sign: yours is −1 at perfect overlap. T (1 + J) = J; bring the J to one side once more, slowly.",
    },
    {
      id: "already-dice",
      wrong: each((thread) => thread / (2 - thread)),
      message:
        "J = D / (2 − D) is right for Dice, but T is only half of Dice: put D = 2T in and simplify.",
    },
    {
      id: "unchanged",
      wrong: each((thread) => thread),
      message:
        "You gave the thread's number back as it is. At perfect overlap it says ½; the IoU says 1.",
    },
  ],
  hints: [
    "Call the intersection I and the two areas together S. Then T = I / S, and the union is S − I.",
    "J = I / (S − I). Divide numerator and denominator by S: everything is said in T.",
    "J = T / (1 − T), element by element: tf.div(…, tf.sub(1, …)).",
  ],
  delegates: overlapFunctions,
};
