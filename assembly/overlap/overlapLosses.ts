import { logarithm } from "../vectors/exponential";
import { firstLanes, sumOfLanes, loadPixels, storePixels } from "../vectors/lanes";
import { power } from "../vectors/power";

/** Denominators up to here count as zero, as in src/lib/numerics/safeRatio.ts. */
const TINY: f32 = 1e-18;
/** The smallest overlap whose logarithm is taken, as in src/lib/losses/shared/negativeLog.ts. */
const LEAST_OVERLAP: f32 = 1e-7;

/**
 * The loss that each four sums make: (1 − o)^γ or (−log o)^γ of their overlap
 * o = (n · sums + s) / (d · sums + s'), which is 1 where there is nothing to divide by.
 *
 * @param sums those of `overlapSums`, `size` floats each, `stride` floats apart; the last 0 where only two are summed.
 * @param rule the factors n and d of the four sums, then s and s', γ and what a smaller loss is taken
 *   for before its power: 12 floats.
 * @param presentOnly whether a class without a target has the loss 0.
 * @param factors a factor each, `size` floats; what has the factor 0 does not count, even if it is NaN.
 * @param losses where they are left, times their factors, `size` floats; 0 for nowhere.
 * @returns their sum.
 */
export function overlapLosses(
  sums: usize,
  stride: i32,
  size: i32,
  rule: usize,
  logLoss: bool,
  presentOnly: bool,
  factors: usize,
  losses: usize,
): f64 {
  const step: usize = stride << 2;
  const gamma = load<f32>(rule, 40);
  let total: f64 = 0;
  for (let index = 0; index < size; index += 4) {
    const count = min(4, size - index);
    const offset = index << 2;
    const i = loadPixels(sums + offset, count);
    const p = loadPixels(sums + offset + step, count);
    const t = loadPixels(sums + offset + 2 * step, count);
    const d = loadPixels(sums + offset + 3 * step, count);
    const over = part(i, p, t, d, rule, rule + 32);
    const under = part(i, p, t, d, rule + 16, rule + 36);
    let loss = plainLoss(overlapOf(over, under), logLoss);
    if (gamma != 1) {
      loss = power(f32x4.pmax(loss, v128.load32_splat(rule, 44)), v128.load32_splat(rule, 40));
    }
    if (presentOnly) loss = v128.and(loss, isPresent(t, d));
    const factor = loadPixels(factors + offset, count);
    loss = v128.andnot(f32x4.mul(loss, factor), f32x4.eq(factor, f32x4.splat(0)));
    if (losses != 0) storePixels(losses + offset, loss, count);
    total += sumOfLanes(v128.and(loss, firstLanes(count)));
  }
  return total;
}

/**
 * The gradients of those losses by the sums.
 *
 * @param factors a factor each, `size` floats.
 * @param by the gradient of each loss, `size` floats; 0 where all are 1.
 * @param intersection, prediction, target where they are left, `size` floats each.
 * @param below of errors what a pixel below its label moves: what is shared less what is missing.
 */
export function overlapSlopes(
  sums: usize,
  stride: i32,
  size: i32,
  rule: usize,
  logLoss: bool,
  presentOnly: bool,
  factors: usize,
  by: usize,
  intersection: usize,
  prediction: usize,
  target: usize,
  below: usize,
): void {
  const step: usize = stride << 2;
  const gamma = load<f32>(rule, 40);
  for (let index = 0; index < size; index += 4) {
    const count = min(4, size - index);
    const offset = index << 2;
    const i = loadPixels(sums + offset, count);
    const p = loadPixels(sums + offset + step, count);
    const t = loadPixels(sums + offset + 2 * step, count);
    const d = loadPixels(sums + offset + 3 * step, count);
    const over = part(i, p, t, d, rule, rule + 32);
    const under = part(i, p, t, d, rule + 16, rule + 36);
    const overlap = overlapOf(over, under);
    let slope = f32x4.neg(loadPixels(factors + offset, count));
    if (by != 0) slope = f32x4.mul(slope, loadPixels(by + offset, count));
    if (logLoss) slope = f32x4.div(slope, f32x4.pmax(overlap, f32x4.splat(LEAST_OVERLAP)));
    if (gamma != 1) slope = f32x4.mul(slope, powerSlope(plainLoss(overlap, logLoss), rule));
    // What does not count is left out and not multiplied, since 0 times an overflow is NaN.
    if (presentOnly) slope = v128.and(slope, isPresent(t, d));
    const empty = isEmpty(under);
    const up = v128.andnot(f32x4.div(slope, under), empty);
    const down = v128.andnot(f32x4.neg(f32x4.mul(up, f32x4.div(over, under))), empty);
    storePixels(intersection + offset, combined(up, down, rule), count);
    storePixels(prediction + offset, combined(up, down, rule + 4), count);
    const missing = combined(up, down, rule + 8);
    storePixels(target + offset, missing, count);
    storePixels(below + offset, f32x4.sub(combined(up, down, rule + 12), missing), count);
  }
}

/** The sums times their factors, plus the smoothing. */
// @ts-ignore: decorator
@inline
function part(i: v128, p: v128, t: v128, d: v128, factors: usize, smooth: usize): v128 {
  let value = f32x4.mul(i, v128.load32_splat(factors));
  value = f32x4.add(value, f32x4.mul(p, v128.load32_splat(factors, 4)));
  value = f32x4.add(value, f32x4.mul(t, v128.load32_splat(factors, 8)));
  value = f32x4.add(value, f32x4.mul(d, v128.load32_splat(factors, 12)));
  // Last, since it is small: sums that cancel are to do so first.
  return f32x4.add(value, v128.load32_splat(smooth));
}

/** Of sizes the target is the third sum and the fourth is 0; of errors it is the two together. */
// @ts-ignore: decorator
@inline
function isPresent(t: v128, shared: v128): v128 {
  return f32x4.gt(f32x4.add(t, shared), f32x4.splat(0));
}

// @ts-ignore: decorator
@inline
function isEmpty(under: v128): v128 {
  return f32x4.le(under, f32x4.splat(TINY));
}

// @ts-ignore: decorator
@inline
function overlapOf(over: v128, under: v128): v128 {
  return v128.bitselect(f32x4.splat(1), f32x4.div(over, under), isEmpty(under));
}

/** The losses before their power. */
// @ts-ignore: decorator
@inline
function plainLoss(overlap: v128, logLoss: bool): v128 {
  if (!logLoss) return f32x4.sub(f32x4.splat(1), overlap);
  return f32x4.neg(logarithm(f32x4.pmax(overlap, f32x4.splat(LEAST_OVERLAP))));
}

/** γ loss^(γ − 1), and 0 where the loss is taken for another. */
// @ts-ignore: decorator
@inline
function powerSlope(loss: v128, rule: usize): v128 {
  const gamma = v128.load32_splat(rule, 40);
  const slope = f32x4.mul(gamma, power(loss, f32x4.sub(gamma, f32x4.splat(1))));
  return v128.andnot(slope, f32x4.le(loss, v128.load32_splat(rule, 44)));
}

/** What numerator and denominator pass on to one of the sums. */
// @ts-ignore: decorator
@inline
function combined(up: v128, down: v128, factor: usize): v128 {
  return f32x4.add(
    f32x4.mul(up, v128.load32_splat(factor)),
    f32x4.mul(down, v128.load32_splat(factor + 16)),
  );
}
