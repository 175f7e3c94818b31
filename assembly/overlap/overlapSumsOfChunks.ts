import { activateChunk, CHUNK, pixelsInChunks } from "../vectors/chunks";
import { ERRORS, firstTerm, secondTerm, SIZES, SQUARES } from "./summed";

/** Chunks whose sums float32 holds well; then they go into float64. */
const BLOCK: i32 = 128;

/**
 * What `overlapSums` sums over the first pixels of a group, as many as fill chunks.
 *
 * @param mask where it is 0, x and target are 0 too.
 * @param total the sums in float64, `classes` each, to which they are added.
 * @param scratch a chunk.
 * @returns the number of pixels.
 */
export function overlapSumsOfChunks(
  x: usize,
  target: usize,
  mask: usize,
  pixels: i32,
  classes: i32,
  activation: i32,
  alpha: f32,
  summed: i32,
  total: usize,
  scratch: usize,
): i32 {
  const taken = pixelsInChunks(pixels, classes);
  const sums: usize = classes << 3;
  const step: usize = CHUNK / classes;
  let chunks: i32 = (taken * classes) >> 4;
  while (chunks > 0) {
    let i = f32x4.splat(0);
    let s = f32x4.splat(0);
    let l = f32x4.splat(0);
    let d = f32x4.splat(0);
    for (let rest = max(chunks - BLOCK, 0); chunks > rest; chunks--) {
      const p = activateChunk(x, mask, classes, activation, alpha, scratch);
      i = f32x4.add(i, products(p, target));
      if (summed == ERRORS) {
        s = f32x4.add(s, firstTerms(p, target, ERRORS));
        l = f32x4.add(l, secondTerms(p, target, ERRORS));
        d = f32x4.add(d, minima(p, target));
      } else if (summed == SQUARES) {
        s = f32x4.add(s, firstTerms(p, target, SQUARES));
        l = f32x4.add(l, secondTerms(p, target, SQUARES));
      } else {
        s = f32x4.add(s, firstTerms(p, target, SIZES));
        l = f32x4.add(l, secondTerms(p, target, SIZES));
      }
      x += CHUNK;
      target += CHUNK;
      if (mask) mask += step;
    }
    collect(i, classes, total);
    collect(s, classes, total + sums);
    collect(l, classes, total + 2 * sums);
    collect(d, classes, total + 3 * sums);
  }
  return taken;
}

/** Adds each lane to the sum of its class. */
function collect(four: v128, classes: i32, total: usize): void {
  add(f32x4.extract_lane(four, 0), total);
  add(f32x4.extract_lane(four, 1), total + ((1 & (classes - 1)) << 3));
  add(f32x4.extract_lane(four, 2), total + ((2 & (classes - 1)) << 3));
  add(f32x4.extract_lane(four, 3), total + ((3 & (classes - 1)) << 3));
}

// @ts-ignore: decorator
@inline
function add(value: f32, place: usize): void {
  store<f64>(place, load<f64>(place) + value);
}

// @ts-ignore: decorator
@inline
function products(p: usize, t: usize): v128 {
  const low = f32x4.add(product(p, t), product(p + 16, t + 16));
  return f32x4.add(low, f32x4.add(product(p + 32, t + 32), product(p + 48, t + 48)));
}

// @ts-ignore: decorator
@inline
function product(p: usize, t: usize): v128 {
  return f32x4.mul(v128.load(p), v128.load(t));
}

// @ts-ignore: decorator
@inline
function minima(p: usize, t: usize): v128 {
  const low = f32x4.add(minimum(p, t), minimum(p + 16, t + 16));
  return f32x4.add(low, f32x4.add(minimum(p + 32, t + 32), minimum(p + 48, t + 48)));
}

// @ts-ignore: decorator
@inline
function minimum(p: usize, t: usize): v128 {
  return f32x4.pmin(v128.load(p), v128.load(t));
}

// @ts-ignore: decorator
@inline
function firstTerms(p: usize, t: usize, summed: i32): v128 {
  const low = f32x4.add(first(p, t, summed), first(p + 16, t + 16, summed));
  return f32x4.add(low, f32x4.add(first(p + 32, t + 32, summed), first(p + 48, t + 48, summed)));
}

// @ts-ignore: decorator
@inline
function first(p: usize, t: usize, summed: i32): v128 {
  return firstTerm(v128.load(p), v128.load(t), summed);
}

// @ts-ignore: decorator
@inline
function secondTerms(p: usize, t: usize, summed: i32): v128 {
  const low = f32x4.add(second(p, t, summed), second(p + 16, t + 16, summed));
  return f32x4.add(low, f32x4.add(second(p + 32, t + 32, summed), second(p + 48, t + 48, summed)));
}

// @ts-ignore: decorator
@inline
function second(p: usize, t: usize, summed: i32): v128 {
  return secondTerm(v128.load(p), v128.load(t), summed);
}
