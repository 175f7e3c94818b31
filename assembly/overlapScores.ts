import { loadPixels, storePixels } from "./lanes";

/** Denominators up to here count as zero, as in src/lib/numerics/safeRatio.ts. */
const TINY: f32 = 1e-18;

/**
 * The overlap that each four sums make: (n · sums + s) / (d · sums + s'), 1 where there is nothing to divide by.
 *
 * @param sums I, P, T and D, `size` floats each, behind each other.
 * @param rule the factors n and d of the four sums, then s and s': 10 floats.
 * @param scores `size` floats.
 */
export function overlapScores(sums: usize, size: i32, rule: usize, scores: usize): void {
  for (let index = 0; index < size; index += 4) {
    const count = min(4, size - index);
    const offset = index << 2;
    const under = part(sums + offset, size, count, rule + 16, rule + 36);
    const over = part(sums + offset, size, count, rule, rule + 32);
    const empty = f32x4.le(under, f32x4.splat(TINY));
    const score = v128.bitselect(f32x4.splat(1), f32x4.div(over, under), empty);
    storePixels(scores + offset, score, count);
  }
}

/**
 * The gradients of those overlaps by the sums.
 *
 * @param by the gradient of each overlap, `size` floats.
 * @param intersection, prediction, target, difference where they are left, `size` floats each.
 */
export function overlapSlopes(
  sums: usize,
  size: i32,
  rule: usize,
  by: usize,
  intersection: usize,
  prediction: usize,
  target: usize,
  difference: usize,
): void {
  for (let index = 0; index < size; index += 4) {
    const count = min(4, size - index);
    const offset = index << 2;
    const under = part(sums + offset, size, count, rule + 16, rule + 36);
    const over = part(sums + offset, size, count, rule, rule + 32);
    const empty = f32x4.le(under, f32x4.splat(TINY));
    const above = v128.andnot(f32x4.div(loadPixels(by + offset, count), under), empty);
    // Chosen, since 0 times an overflowed ratio is NaN.
    const below = v128.andnot(f32x4.neg(f32x4.mul(above, f32x4.div(over, under))), empty);
    storePixels(intersection + offset, slope(above, below, rule), count);
    storePixels(prediction + offset, slope(above, below, rule + 4), count);
    storePixels(target + offset, slope(above, below, rule + 8), count);
    storePixels(difference + offset, slope(above, below, rule + 12), count);
  }
}

/** Four places' sums times their factors, plus the smoothing. */
// @ts-ignore: decorator
@inline
function part(sums: usize, size: i32, count: i32, factors: usize, smooth: usize): v128 {
  let value = f32x4.splat(0);
  for (let index = 0; index < 4; index++) {
    const sum = loadPixels(sums + ((index * size) << 2), count);
    value = f32x4.add(value, f32x4.mul(sum, v128.load32_splat(factors + (index << 2))));
  }
  // Last, since it is small: sums that cancel are to do so first.
  return f32x4.add(value, v128.load32_splat(smooth));
}

/** What numerator and denominator pass on to one of the sums. */
// @ts-ignore: decorator
@inline
function slope(above: v128, below: v128, factor: usize): v128 {
  return f32x4.add(
    f32x4.mul(above, v128.load32_splat(factor)),
    f32x4.mul(below, v128.load32_splat(factor + 16)),
  );
}
