import { between, plain, type Random, tensor, upTo } from "../support/index.js";

/** Logits up to ±3 that keep away from 0, where |x| has a kink. */
export function drawLogits(random: Random, shape: readonly number[]) {
  const count = shape.reduce((a, b) => a * b, 1);
  const drawn = upTo(count).map(() => (random() < 0.5 ? -1 : 1) * between(random, 0.05, 3));
  return tensor(shape, drawn);
}

/** Labels 0 or 1, the first two always 0 and 1. */
export function drawHard(random: Random, shape: readonly number[]) {
  const count = shape.reduce((a, b) => a * b, 1);
  return tensor(
    shape,
    upTo(count).map((i) => (i < 2 ? i : Math.round(random()))),
  );
}

/** Labels in (0, 1). */
export function drawSoft(random: Random, shape: readonly number[]) {
  const count = shape.reduce((a, b) => a * b, 1);
  return tensor(
    shape,
    upTo(count).map(() => between(random, 0.05, 0.95)),
  );
}

/** The logits with their first `count` replaced by one for which float32 has no probability but 1 or 0. */
export function farOff(logits: ReturnType<typeof drawLogits>, gap: number, count = 2) {
  const { shape, values } = plain(logits);
  return tensor(
    shape,
    values.map((x, i) => (i < count ? gap : x)),
  );
}
