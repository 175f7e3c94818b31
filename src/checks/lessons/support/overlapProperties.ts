import type { Data } from "../../data.js";
import type { Property } from "../../exercise.js";
import { at, plain } from "./plain.js";

/** float32 sums of many pixels are near their value, not on it. */
const near = (value: Data, wanted: number): boolean =>
  plain(value).values.every((entry) => Math.abs(entry - wanted) < 1e-3);

/** Of a hard target and a prediction that is the same mask. */
export const atPerfectOverlap = (best: 0 | 1): Property => ({
  name: `is ${best} at perfect overlap`,
  holds: ({ inputs: [target, prediction] }, value) => {
    const t = plain(target).values;
    const p = plain(prediction).values;
    const met = t.every((label, i) => (label === 0 || label === 1) && label === at(p, i));
    return !met || near(value, best);
  },
});

/** Of a target and a prediction of which one is 0 at every pixel. */
export const withoutOverlap = (worst: 0 | 1): Property => ({
  name: `is ${worst} without overlap`,
  holds: ({ inputs: [target, prediction] }, value) => {
    const p = plain(prediction).values;
    const apart = plain(target).values.every((label, i) => label * at(p, i) === 0);
    return !apart || near(value, worst);
  },
});
