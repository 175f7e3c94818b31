import type { Data } from "../../data.js";
import type { Case, Diagnosis, Exercise } from "../../exercise.js";

type Fate = "slope" | "zero" | "throws" | "invented";

/** Read off TensorFlow.js 4.22 on the cpu and wasm backends; a test of the lesson runs each again. */
const fates: { readonly [expression: string]: Fate } = {
  clip: "slope",
  floor: "zero",
  lessEqual: "throws",
  toBool: "invented",
  topkValues: "throws",
  timesItsOwnValues: "invented",
};

const cases: readonly Case[] = Object.keys(fates).map((name) => ({ name, inputs: [name] }));

const fateOf = (expression: Data | undefined): Data => fates[String(expression)] ?? null;

const believing =
  (beliefs: { readonly [expression: string]: Fate }) =>
  (expression?: Data): Data =>
    beliefs[String(expression)] ?? fateOf(expression);

const diagnoses: readonly Diagnosis[] = [
  {
    id: "everything-throws",
    wrong: believing({
      floor: "throws",
      toBool: "throws",
      timesItsOwnValues: "throws",
    }),
    message:
      "You expect TensorFlow.js to refuse whatever has no useful slope, as PyTorch does for integer tensors. " +
      "It refuses only operations without a registered gradient. Which of these have one registered that is wrong or zero?",
  },
  {
    id: "casts-are-flat",
    wrong: believing({ toBool: "zero" }),
    message:
      "As a function, toBool is flat, so zero would be the truth. But which gradient does TensorFlow.js register " +
      "for a cast? Look again at what came out of cast('int32').",
  },
  {
    id: "reading-throws",
    wrong: believing({ timesItsOwnValues: "throws" }),
    message:
      "Reading values out throws only when it cuts the *only* path from x to the result. " +
      "In x · x.dataSync() one factor is still on the tape: what is the derivative of x · c for a constant c, and of x²?",
  },
  {
    id: "comparisons-are-zero",
    wrong: believing({ lessEqual: "zero" }),
    message:
      "A comparison is as flat as floor, but TensorFlow.js treats the two differently: one of them has a gradient " +
      "registered, the other has none. Run describeGradient on both.",
  },
  {
    id: "topk-has-a-slope",
    wrong: believing({ topkValues: "slope" }),
    message:
      "The largest value does have a slope, and tf.max has it. tf.topk is another operation: " +
      "has anybody registered a gradient for it? Run describeGradient.",
  },
];

export const gradientFates: Exercise = {
  id: "gradient-fates",
  lesson: "01-one-hot",
  title: "Six more expressions, four fates",
  points: 1,
  answer: { kind: "function", name: "fateOf" },
  inputNames: ["expression"],
  visible: cases,
  generate: () => cases,
  reference: fateOf,
  tolerance: { relative: 0, absolute: 0 },
  properties: [],
  diagnoses,
  hints: [
    "Decide for all six on paper first. Then put each into describeGradient and compare: the fates you got wrong are the ones worth remembering.",
    "To tell 'slope' from 'invented', compare the gradient with the difference quotient that describeGradient prints beside it: an invented gradient disagrees.",
    "A table is enough: const fates: Record<Expression, Fate> = { clip: …, floor: …, and so on }, and below it return fates[expression].",
  ],
  delegates: [],
};
