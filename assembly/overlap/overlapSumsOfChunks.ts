import { activateChunk, CHUNK, pixelsInChunks } from "../vectors/chunks";

/** Chunks whose sums float32 holds well; then they go into float64. */
const BLOCK: i32 = 128;

/**
 * What `overlapSums` sums over the first pixels of a group, as many as fill chunks.
 *
 * @param mask where it is 0, x and target are 0 too.
 * @param distances whether Σ|p − t| is wanted.
 * @param total the sums I, P, T and D in float64, `classes` each, to which they are added.
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
  squared: bool,
  distances: bool,
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
      s = f32x4.add(s, squared ? products(p, p) : values(p));
      l = f32x4.add(l, squared ? products(target, target) : values(target));
      if (distances) d = f32x4.add(d, differences(p, target));
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
function values(a: usize): v128 {
  const low = f32x4.add(v128.load(a), v128.load(a, 16));
  return f32x4.add(low, f32x4.add(v128.load(a, 32), v128.load(a, 48)));
}

// @ts-ignore: decorator
@inline
function products(a: usize, b: usize): v128 {
  const low = f32x4.add(product(a, b), product(a + 16, b + 16));
  return f32x4.add(low, f32x4.add(product(a + 32, b + 32), product(a + 48, b + 48)));
}

// @ts-ignore: decorator
@inline
function product(a: usize, b: usize): v128 {
  return f32x4.mul(v128.load(a), v128.load(b));
}

// @ts-ignore: decorator
@inline
function differences(a: usize, b: usize): v128 {
  const low = f32x4.add(difference(a, b), difference(a + 16, b + 16));
  return f32x4.add(low, f32x4.add(difference(a + 32, b + 32), difference(a + 48, b + 48)));
}

// @ts-ignore: decorator
@inline
function difference(a: usize, b: usize): v128 {
  return f32x4.abs(f32x4.sub(v128.load(a), v128.load(b)));
}
