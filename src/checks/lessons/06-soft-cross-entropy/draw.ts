import type { Case } from "../../exercise.js";
import {
  between,
  hardLabels,
  integer,
  logits,
  plain,
  type Random,
  softLabels,
  tensor,
  upTo,
} from "../support/index.js";

/** Soft and hard labels in turn, logits up to ±3 and, every third time, far apart. */
export function drawLabelsAndLogits(random: Random, count: number): readonly Case[] {
  return upTo(count).map((draw) => {
    const items = integer(random, 1, 6);
    const classes = integer(random, 2, 6);
    const labels = draw % 2 === 0 ? softLabels : hardLabels;
    const own = labels(random, [items], classes);
    const drawn = logits(random, [items, classes]);
    const { shape, values } = plain(drawn);
    // Two logits of the first item so far apart that float32 has no number for the probability.
    const apart = [between(random, 100, 200), between(random, -200, -100), ...values.slice(2)];
    return {
      name: `drawn labels and logits ${draw + 1}`,
      inputs: [own, draw % 3 === 2 ? tensor(shape, apart) : drawn],
    };
  });
}
