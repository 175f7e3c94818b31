import type { Case } from "../../exercise.js";
import { integer, logits, plain, type Random, tensor, upTo } from "../support/index.js";

/** Logits up to ±3 with a small α each, `[pixels, classes]`; neither side is 1, and α is not. */
export function drawLogitsAndAlpha(random: Random, count: number): readonly Case[] {
  return upTo(count).map((draw) => {
    const alpha = [0.5, 2, 3][draw % 3] ?? 2;
    const drawn = logits(random, [integer(random, 2, 5), integer(random, 3, 5)], 2);
    return { name: `drawn logits ${draw + 1}, α = ${alpha}`, inputs: [drawn, alpha] };
  });
}

/** The first row far above all others and with a gap that float32 has no probability for. */
export function drawFarApart(random: Random, count: number): readonly Case[] {
  return upTo(count).map((draw) => {
    const drawn = logits(random, [integer(random, 2, 4), 3], 2);
    const { shape, values } = plain(drawn);
    const gap = integer(random, 150, 250);
    const apart = tensor(shape, [gap, -gap, 0, ...values.slice(3)]);
    return { name: `drawn logits far apart ${draw + 1}`, inputs: [apart, 2] };
  });
}
