import type { Data } from "../../data.js";
import type { Property } from "../../exercise.js";
import { plain } from "./plain.js";

const every = (fits: (entry: number) => boolean) => (_: unknown, value: Data) =>
  plain(value).values.every(fits);

export const withinUnit: Property = {
  name: "stays within [0, 1]",
  holds: every((entry) => entry >= -1e-6 && entry <= 1 + 1e-6),
};

/** NaN is none of its business: what makes it has a property of its own. */
export const neverNegative: Property = {
  name: "is never negative",
  holds: every((entry) => !(entry < -1e-4)),
};

export const finiteForFiniteLogits: Property = {
  name: "is finite for finite logits",
  holds: every(Number.isFinite),
};
