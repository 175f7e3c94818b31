// exp and log of four floats at once, with errors of about two units in the last place.

/** What rounds to it gets the exponent of 0: 2^x is 0 from here on down. */
const LEAST: f32 = -127;
/** 1.5 · 2^23: added to a small float, it rounds it, and leaves the whole number in the lowest bits. */
const SHIFT: f32 = 12582912;
const LOG2_E: f32 = 1.44269504088896341;

/** e^x for x up to 88. */
// @ts-ignore: decorator
@inline
export function exponential(x: v128): v128 {
  return powerOfTwo(f32x4.mul(x, f32x4.splat(LOG2_E)));
}

/** What x is multiplied by to make e^(scale x) a power of two. */
// @ts-ignore: decorator
@inline
export function binaryScale(scale: f32): v128 {
  return f32x4.splat(scale * LOG2_E);
}

/** 2^x for x up to 127, from the polynomial whose largest relative error on [−½, ½] is least (1e-7). */
// @ts-ignore: decorator
@inline
export function powerOfTwo(x: v128): v128 {
  // pmax is a single instruction, and leaves NaN as it is.
  const inRange = f32x4.pmax(x, f32x4.splat(LEAST));
  const shifted = f32x4.add(inRange, f32x4.splat(SHIFT));
  const r = f32x4.sub(inRange, f32x4.sub(shifted, f32x4.splat(SHIFT)));
  // In pairs, which do not wait for each other.
  const square = f32x4.mul(r, r);
  let y = f32x4.mul(pair(r, 9.671512991e-3, 1.326472731e-3), square);
  y = f32x4.mul(f32x4.add(y, pair(r, 2.402224243e-1, 5.550733581e-2)), square);
  y = f32x4.add(y, pair(r, 1, 6.931470037e-1));
  return f32x4.mul(y, i32x4.add(i32x4.shl(shifted, 23), i32x4.splat(127 << 23)));
}

// The range of the logarithm is reduced as in Cephes, whose polynomial it is (https://www.netlib.org/cephes/).

/** Natural logarithm of normal floats above 0, and of Infinity; NaN stays NaN. */
// @ts-ignore: decorator
@inline
export function logarithm(x: v128): v128 {
  let exponent = i32x4.sub(i32x4.shr_u(x, 23), i32x4.splat(126));
  const mantissa = v128.or(v128.and(x, i32x4.splat(0x007fffff)), i32x4.splat(0x3f000000));
  const small = f32x4.lt(mantissa, f32x4.splat(0.707106781186547524));
  exponent = i32x4.add(exponent, small);
  const m = f32x4.sub(f32x4.add(mantissa, v128.and(mantissa, small)), f32x4.splat(1));
  const value = logarithmOfParts(m, f32x4.convert_i32x4_s(exponent));
  return v128.bitselect(value, x, f32x4.lt(x, f32x4.splat(Infinity)));
}

/** log(1 + x) of x from 0 to 1, to its last bits however small x is. */
// @ts-ignore: decorator
@inline
export function logarithmOfOneMore(x: v128): v128 {
  const large = f32x4.gt(x, f32x4.splat(0.41421356));
  const half = f32x4.mul(f32x4.sub(x, f32x4.splat(1)), f32x4.splat(0.5));
  return logarithmOfParts(v128.bitselect(half, x, large), v128.and(f32x4.splat(1), large));
}

/** log((1 + m) 2^n) of m from √½ − 1 to √2 − 1. */
// @ts-ignore: decorator
@inline
function logarithmOfParts(m: v128, n: v128): v128 {
  const square = f32x4.mul(m, m);
  const fourth = f32x4.mul(square, square);
  // In pairs, which do not wait for each other.
  let y = pair(m, 1.1676998740e-1, -1.1514610310e-1);
  y = f32x4.add(y, f32x4.mul(square, f32x4.splat(7.0376836292e-2)));
  y = f32x4.add(f32x4.mul(y, square), pair(m, 1.4249322787e-1, -1.2420140846e-1));
  const low = f32x4.mul(pair(m, 2.0000714765e-1, -1.6668057665e-1), square);
  y = f32x4.add(f32x4.mul(y, fourth), f32x4.add(low, pair(m, 3.3333331174e-1, -2.4999993993e-1)));
  y = f32x4.mul(f32x4.mul(y, m), square);
  y = f32x4.sub(y, f32x4.mul(n, f32x4.splat(2.12194440e-4)));
  y = f32x4.sub(y, f32x4.mul(square, f32x4.splat(0.5)));
  return f32x4.add(f32x4.add(m, y), f32x4.mul(n, f32x4.splat(0.693359375)));
}

// @ts-ignore: decorator
@inline
function pair(x: v128, constant: f32, factor: f32): v128 {
  return f32x4.add(f32x4.splat(constant), f32x4.mul(x, f32x4.splat(factor)));
}
