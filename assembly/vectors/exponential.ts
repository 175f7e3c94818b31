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

// The bit of the sign as a constant, which stays in a register: V8 makes that of f32x4.neg and abs anew each time.

/** −|x| */
// @ts-ignore: decorator
@inline
export function minusAbsolute(x: v128): v128 {
  return v128.or(x, i32x4.splat(0x80000000));
}

/** −x */
// @ts-ignore: decorator
@inline
export function minus(x: v128): v128 {
  return v128.xor(x, i32x4.splat(0x80000000));
}

/** Natural logarithm of normal floats above 0, and of Infinity; NaN stays NaN. */
// @ts-ignore: decorator
@inline
export function logarithm(x: v128): v128 {
  let exponent = i32x4.sub(i32x4.shr_u(x, 23), i32x4.splat(126));
  const mantissa = v128.or(v128.and(x, i32x4.splat(0x007fffff)), i32x4.splat(0x3f000000));
  // From √½ to √2.
  const small = f32x4.lt(mantissa, f32x4.splat(0.707106781186547524));
  exponent = i32x4.add(exponent, small);
  const m = f32x4.sub(f32x4.add(mantissa, v128.and(mantissa, small)), f32x4.splat(1));
  const n = f32x4.convert_i32x4_s(exponent);
  // log 2 in two parts: the first times n is exact.
  const low = f32x4.sub(logarithmOfOneMore(m), f32x4.mul(n, f32x4.splat(2.12194440e-4)));
  const value = f32x4.add(f32x4.mul(n, f32x4.splat(0.693359375)), low);
  return v128.bitselect(value, x, f32x4.lt(x, f32x4.splat(Infinity)));
}

/**
 * log(1 + x) of x from −½ to 1, to its last bits however small x is: 2 atanh(x / (2 + x)), from the
 * polynomial in the square whose largest relative error is least (4e-9).
 */
// @ts-ignore: decorator
@inline
export function logarithmOfOneMore(x: v128): v128 {
  const s = f32x4.div(x, f32x4.add(x, f32x4.splat(2)));
  const u = f32x4.mul(s, s);
  const square = f32x4.mul(u, u);
  // In pairs, which do not wait for each other.
  const high = f32x4.add(pair(u, 0.4002152681, 0.2800180614), f32x4.mul(square, f32x4.splat(0.2801198661)));
  return f32x4.mul(s, f32x4.add(pair(u, 2, 0.6666641831), f32x4.mul(square, high)));
}

// @ts-ignore: decorator
@inline
function pair(x: v128, constant: f32, factor: f32): v128 {
  return f32x4.add(f32x4.splat(constant), f32x4.mul(x, f32x4.splat(factor)));
}
