import type { Data } from "../../data.js";
import type { Exercise } from "../../exercise.js";
import {
  entropyExercise,
  integer,
  plain,
  rowsOf,
  softLabels,
  tensor,
  upTo,
} from "../support/index.js";

const entropy = entropyExercise(rowsOf, {
  one: "image",
  many: "images",
  atZero:
    "In the limit the product is 0; what could you take the logarithm of, so that nothing else changes? (Below 10⁻⁴⁵ float32 has only 0.)",
});

export const labelEntropy: Exercise = {
  id: "label-entropy",
  lesson: "06-soft-cross-entropy",
  title: "The floor",
  points: 2,
  answer: { kind: "function", name: "labelEntropy" },
  inputNames: ["labels"],
  axes: ["images"],
  visible: [
    { name: "a coin", inputs: [tensor([1, 2], [0.5, 0.5])] },
    { name: "93 of 100, and 24 of 100", inputs: [tensor([2, 2], [0.07, 0.93, 0.76, 0.24])] },
    { name: "all agree", inputs: [tensor([2, 3], [0, 1, 0, 0, 0, 1])] },
    { name: "three classes, one without a vote", inputs: [tensor([1, 3], [0.75, 0, 0.25])] },
  ],
  generate: (random) => [
    ...upTo(4).map((draw) => ({
      name: `drawn labels ${draw + 1}`,
      inputs: [softLabels(random, [integer(random, 1, 5)], integer(random, 2, 6))],
    })),
    {
      name: "a drawn label and a certain one",
      inputs: [withCertainRow(softLabels(random, [1], 3))],
    },
  ],
  reference: entropy.reference,
  tolerance: { relative: 1e-3, absolute: 1e-4 },
  properties: entropy.properties,
  diagnoses: entropy.diagnoses,
  hints: [
    "Per row: minus the sum over classes of y · log y. Where y is 0 the term must be 0.",
    "Make the logarithm's argument harmless where y is 0: tf.maximum(y, tiny) with a tiny such as 1e-30 leaves every real share as it is.",
    "return tf.neg(tf.sum(tf.mul(labels, tf.log(tf.maximum(labels, 1e-30))), -1)), with the types the signature asks for.",
  ],
  delegates: ["entropy"],
};

/** The first row drawn, the second one certain. */
function withCertainRow(data: Data): Data {
  const { values } = plain(data);
  return tensor([2, 3], [...values, 0, 1, 0]);
}
