import type { Exercise, Property } from "../../exercise.js";
import { finiteDifferences } from "../../finiteDifferences.js";
import { at, plain } from "./plain.js";

/** Of an exercise whose answer is a gradient: the slopes of the loss as anybody can measure them. */
export const agreesWithDifferences = (loss: Exercise["reference"], input: number): Property => ({
  name: "agrees with finite differences of the loss",
  holds: ({ inputs }, value) => {
    const slopes = finiteDifferences(loss, inputs, input)?.central ?? [];
    return plain(value).values.every((slope, i) => Math.abs(slope - at(slopes, i)) < 1e-3);
  },
});
