import type { Case } from "../../exercise.js";
import { hardLabels, integer, logits, type Random, softLabels, upTo } from "../support/index.js";

/** Soft and hard labels in turn, logits up to ±3 and, every third time, up to ±60. */
export function drawLabelsAndLogits(random: Random, count: number): readonly Case[] {
  return upTo(count).map((draw) => {
    const items = integer(random, 1, 6);
    const classes = integer(random, 2, 6);
    const size = draw % 3 === 2 ? 60 : 3;
    const labels = draw % 2 === 0 ? softLabels : hardLabels;
    return {
      name: `drawn labels and logits ${draw + 1}`,
      inputs: [labels(random, [items], classes), logits(random, [items, classes], size)],
    };
  });
}
