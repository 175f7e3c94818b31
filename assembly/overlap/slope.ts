import { ERRORS, SQUARES } from "./summed";

/**
 * The gradient by the probabilities: i t + s (2sp of squares); of errors i t + `above` where p is above t,
 * `below` where it is below, and the middle of the two where p = t.
 */
// @ts-ignore: decorator
@inline
export function slope(p: v128, t: v128, summed: i32, i: v128, above: v128, below: v128): v128 {
  const g = f32x4.mul(t, i);
  if (summed != ERRORS) {
    return f32x4.add(g, summed == SQUARES ? f32x4.mul(above, f32x4.add(p, p)) : above);
  }
  const middle = f32x4.mul(f32x4.add(above, below), f32x4.splat(0.5));
  const other = v128.bitselect(below, middle, f32x4.lt(p, t));
  return f32x4.add(g, v128.bitselect(above, other, f32x4.gt(p, t)));
}

/** The gradient by the logits of a sigmoid, but for α. */
// @ts-ignore: decorator
@inline
export function throughSigmoid(g: v128, p: v128): v128 {
  return f32x4.mul(g, f32x4.mul(p, f32x4.sub(f32x4.splat(1), p)));
}
