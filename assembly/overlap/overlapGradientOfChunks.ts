import { NONE, SIGMOID, SOFTMAX } from "../vectors/activation";
import { activateChunk, CHUNK, keepCounted, pixelsInChunks, sumOfPixel } from "../vectors/chunks";
import { slope, throughSigmoid } from "./slope";

/**
 * What `overlapGradient` leaves, for the first pixels of a group, as many as fill chunks.
 *
 * @param intersection, above, below the sums' gradients, `classes` each.
 * @param scratch a chunk.
 * @returns the number of pixels.
 */
export function overlapGradientOfChunks(
  x: usize,
  target: usize,
  mask: usize,
  pixels: i32,
  classes: i32,
  activation: i32,
  alpha: f32,
  summed: i32,
  intersection: usize,
  above: usize,
  below: usize,
  dx: usize,
  scratch: usize,
): i32 {
  const taken = pixelsInChunks(pixels, classes);
  if (taken == 0) return 0;
  const step: usize = CHUNK / classes;
  const factor: f32 = activation == NONE ? 1 : alpha;
  const i = acrossLanes(intersection, classes, factor);
  const s = acrossLanes(above, classes, factor);
  const d = acrossLanes(below, classes, factor);
  for (let chunks = (taken * classes) >> 4; chunks > 0; chunks--) {
    const p = activateChunk(x, mask, classes, activation, alpha, scratch);
    pullBack(p, target, classes, activation, summed, i, s, d, dx);
    pullBack(p + 16, target + 16, classes, activation, summed, i, s, d, dx + 16);
    pullBack(p + 32, target + 32, classes, activation, summed, i, s, d, dx + 32);
    pullBack(p + 48, target + 48, classes, activation, summed, i, s, d, dx + 48);
    if (mask != 0) keepCounted(dx, mask, classes);
    x += CHUNK;
    target += CHUNK;
    dx += CHUNK;
    if (mask != 0) mask += step;
  }
  return taken;
}

/** A factor of each class's gradient, in the lanes of that class. */
// @ts-ignore: decorator
@inline
function acrossLanes(slopes: usize, classes: i32, factor: f32): v128 {
  let four = v128.load32_splat(slopes);
  if (classes == 4) four = v128.load(slopes);
  else if (classes == 2) four = v128.load64_splat(slopes);
  return f32x4.mul(four, f32x4.splat(factor));
}

// @ts-ignore: decorator
@inline
function pullBack(
  p: usize,
  target: usize,
  classes: i32,
  activation: i32,
  summed: i32,
  i: v128,
  s: v128,
  d: v128,
  dx: usize,
): void {
  const four = v128.load(p);
  let g = slope(four, v128.load(target), summed, i, s, d);
  if (activation == SOFTMAX) {
    g = f32x4.mul(four, f32x4.sub(g, sumOfPixel(f32x4.mul(g, four), classes)));
  } else if (activation == SIGMOID) g = throughSigmoid(g, four);
  v128.store(dx, g);
}
