// One, two or four classes: a vector holds whole pixels as they lie in memory, and a class is the same
// lanes of every vector. Four vectors, a chunk, are worked on together; only a softmax over four
// classes rearranges them, by itself.

import { SIGMOID, SOFTMAX, sigmoid } from "./activation";
import { binaryScale, powerOfTwo } from "./exponential";
import { laneOfClass, transpose } from "./lanes";

/** The bytes of a chunk. */
export const CHUNK: usize = 64;

/** How many pixels chunks take of those in a row; the others are left to lanes. */
// @ts-ignore: decorator
@inline
export function pixelsInChunks(pixels: i32, classes: i32): i32 {
  const fitting = classes == 4 || classes == 2 || classes == 1;
  return fitting ? pixels & -(16 / classes) : 0;
}

/**
 * The probabilities of a chunk of a network's output, 0 where a pixel does not count.
 *
 * @param mask a float a pixel of the chunk, or 0 when all count.
 * @returns where they lie: in a chunk of scratch, or, when nothing is to be done, at x.
 */
// @ts-ignore: decorator
@inline
export function activateChunk(
  x: usize,
  mask: usize,
  classes: i32,
  activation: i32,
  alpha: f32,
  scratch: usize,
): usize {
  if (activation == SOFTMAX && classes == 4) softmaxOfFour(x, alpha, scratch);
  else if (activation == SOFTMAX || activation == SIGMOID) {
    const scale = f32x4.splat(alpha);
    const paired = activation == SOFTMAX;
    for (let place: usize = 0; place < CHUNK; place += 16) {
      const four = v128.load(x + place);
      const logits = paired ? aboveOther(four, classes) : four;
      v128.store(scratch + place, sigmoid(f32x4.mul(logits, scale)));
    }
  } else if (mask == 0) return x;
  else memory.copy(scratch, x, CHUNK);
  if (mask != 0) keepCounted(scratch, mask, classes);
  return scratch;
}

/** Sets to 0 what a chunk holds of pixels that do not count. */
export function keepCounted(chunk: usize, mask: usize, classes: i32): void {
  for (let place: usize = 0; place < CHUNK; place += 16) {
    const four = v128.load(chunk + place);
    v128.store(chunk + place, v128.and(four, countedLanes(mask, place, classes)));
  }
}

/** The sum of each pixel's lanes in all of its lanes. */
// @ts-ignore: decorator
@inline
export function sumOfPixel(four: v128, classes: i32): v128 {
  let sum = four;
  if (classes > 2) sum = f32x4.add(sum, v128.shuffle<i32>(sum, sum, 2, 3, 0, 1));
  if (classes > 1) sum = f32x4.add(sum, v128.shuffle<i32>(sum, sum, 1, 0, 3, 2));
  return sum;
}

/** All bits in the lanes of pixels that count, of the vector at a place of the chunk. */
// @ts-ignore: decorator
@inline
function countedLanes(mask: usize, place: usize, classes: i32): v128 {
  let four: v128;
  if (classes == 4) four = v128.load32_splat(mask + (place >> 2));
  else if (classes == 1) four = v128.load(mask + place);
  else {
    const two = v128.load64_splat(mask + (place >> 1));
    four = v128.shuffle<i32>(two, two, 0, 0, 1, 1);
  }
  return f32x4.ne(four, f32x4.splat(0));
}

/** A softmax over two is a sigmoid of how far one is above the other; over one it is that of infinity. */
// @ts-ignore: decorator
@inline
function aboveOther(four: v128, classes: i32): v128 {
  if (classes == 1) return f32x4.splat(Infinity);
  return f32x4.sub(four, v128.shuffle<i32>(four, four, 1, 0, 3, 2));
}

// @ts-ignore: decorator
@inline
function softmaxOfFour(x: usize, alpha: f32, result: usize): void {
  const row0 = v128.load(x);
  const row1 = v128.load(x, 16);
  const row2 = v128.load(x, 32);
  const row3 = v128.load(x, 48);
  const a = laneOfClass(0, row0, row1, row2, row3);
  const b = laneOfClass(1, row0, row1, row2, row3);
  const c = laneOfClass(2, row0, row1, row2, row3);
  const d = laneOfClass(3, row0, row1, row2, row3);
  const scale = binaryScale(alpha);
  const most = f32x4.pmax(f32x4.pmax(a, b), f32x4.pmax(c, d));
  const powerA = powerOfTwo(f32x4.mul(f32x4.sub(a, most), scale));
  const powerB = powerOfTwo(f32x4.mul(f32x4.sub(b, most), scale));
  const powerC = powerOfTwo(f32x4.mul(f32x4.sub(c, most), scale));
  const powerD = powerOfTwo(f32x4.mul(f32x4.sub(d, most), scale));
  const sum = f32x4.add(f32x4.add(powerA, powerB), f32x4.add(powerC, powerD));
  const share = f32x4.div(f32x4.splat(1), sum);
  transpose(
    f32x4.mul(powerA, share),
    f32x4.mul(powerB, share),
    f32x4.mul(powerC, share),
    f32x4.mul(powerD, share),
    result,
    16,
    32,
    48,
  );
}
