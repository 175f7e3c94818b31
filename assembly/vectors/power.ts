import { exponential, logarithm } from "./exponential";

/** base^exponent of bases that are not negative; 0 to any power is 0. Not inlined: it is rare, and long. */
export function power(base: v128, exponent: v128): v128 {
  const value = exponential(f32x4.pmin(f32x4.mul(exponent, logarithm(base)), f32x4.splat(88)));
  return v128.andnot(value, f32x4.eq(base, f32x4.splat(0)));
}

/** miss^γ, of what is taken for what src/lib/numerics/power.ts takes it for. */
// @ts-ignore: decorator
@inline
export function focus(miss: v128, gamma: f32): v128 {
  if (gamma == 0) return f32x4.splat(1);
  if (gamma == 1) return miss;
  const kept = f32x4.pmax(miss, leastMiss(gamma));
  return gamma == 2 ? f32x4.mul(kept, kept) : power(kept, f32x4.splat(gamma));
}

/** Its slope γ miss^(γ − 1), 0 where it is taken for another. */
// @ts-ignore: decorator
@inline
export function focusSlope(miss: v128, gamma: f32): v128 {
  if (gamma == 0 || gamma == 1) return f32x4.splat(gamma);
  const kept = f32x4.pmax(miss, leastMiss(gamma));
  if (gamma == 2) return f32x4.add(kept, kept);
  const slope = f32x4.mul(f32x4.splat(gamma), power(kept, f32x4.splat(gamma - 1)));
  return v128.andnot(slope, f32x4.le(miss, leastMiss(gamma)));
}

// @ts-ignore: decorator
@inline
function leastMiss(gamma: f32): v128 {
  return f32x4.splat(gamma < 1 ? 1e-30 : 0);
}
