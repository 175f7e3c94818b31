// exp and log of four floats at once: the ranges are reduced as in Cephes, whose polynomials these are
// (https://www.netlib.org/cephes/), with errors of about one unit in the last place.

/** Below it exp is no normal float: it counts as 0. */
const LEAST: f32 = -87.33654;
const MOST: f32 = 88.37626;
/** 1.5 · 2^23: added to a small float, it rounds it, and leaves the whole number in the lowest bits. */
const SHIFT: f32 = 12582912;

// @ts-ignore: decorator
@inline
export function exponential(x: v128): v128 {
  // pmin and pmax are single instructions, and leave NaN as it is.
  const inRange = f32x4.pmin(f32x4.pmax(x, f32x4.splat(LEAST)), f32x4.splat(MOST));
  const shifted = f32x4.add(f32x4.mul(inRange, f32x4.splat(1.44269504088896341)), f32x4.splat(SHIFT));
  const n = f32x4.sub(shifted, f32x4.splat(SHIFT));
  let r = f32x4.sub(inRange, f32x4.mul(n, f32x4.splat(0.693359375)));
  r = f32x4.add(r, f32x4.mul(n, f32x4.splat(2.12194440e-4)));
  let y = f32x4.splat(1.9875691500e-4);
  y = f32x4.add(f32x4.mul(y, r), f32x4.splat(1.3981999507e-3));
  y = f32x4.add(f32x4.mul(y, r), f32x4.splat(8.3334519073e-3));
  y = f32x4.add(f32x4.mul(y, r), f32x4.splat(4.1665795894e-2));
  y = f32x4.add(f32x4.mul(y, r), f32x4.splat(1.6666665459e-1));
  y = f32x4.add(f32x4.mul(y, r), f32x4.splat(5.0000001201e-1));
  y = f32x4.add(f32x4.add(f32x4.mul(y, f32x4.mul(r, r)), r), f32x4.splat(1));
  const scale = i32x4.add(i32x4.shl(shifted, 23), i32x4.splat(127 << 23));
  const scaled = f32x4.mul(y, scale);
  return v128.andnot(scaled, f32x4.lt(x, f32x4.splat(LEAST)));
}

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
  let y = f32x4.splat(7.0376836292e-2);
  y = f32x4.add(f32x4.mul(y, m), f32x4.splat(-1.1514610310e-1));
  y = f32x4.add(f32x4.mul(y, m), f32x4.splat(1.1676998740e-1));
  y = f32x4.add(f32x4.mul(y, m), f32x4.splat(-1.2420140846e-1));
  y = f32x4.add(f32x4.mul(y, m), f32x4.splat(1.4249322787e-1));
  y = f32x4.add(f32x4.mul(y, m), f32x4.splat(-1.6668057665e-1));
  y = f32x4.add(f32x4.mul(y, m), f32x4.splat(2.0000714765e-1));
  y = f32x4.add(f32x4.mul(y, m), f32x4.splat(-2.4999993993e-1));
  y = f32x4.add(f32x4.mul(y, m), f32x4.splat(3.3333331174e-1));
  y = f32x4.mul(f32x4.mul(y, m), square);
  y = f32x4.sub(y, f32x4.mul(n, f32x4.splat(2.12194440e-4)));
  y = f32x4.sub(y, f32x4.mul(square, f32x4.splat(0.5)));
  return f32x4.add(f32x4.add(m, y), f32x4.mul(n, f32x4.splat(0.693359375)));
}
