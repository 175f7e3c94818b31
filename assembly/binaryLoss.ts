import { exponential, logarithmOfOneMore, minus, minusAbsolute } from "./exponential";

/** y softplus(−x) + z softplus(x), of labels y and of what is missing from them, z, weighed already. */
// @ts-ignore: decorator
@inline
export function binaryLoss(x: v128, y: v128, z: v128): v128 {
  // softplus(±x) = max(±x, 0) + log(1 + exp −|x|), where nothing overflows or is rounded away.
  const rest = logarithmOfOneMore(exponential(minusAbsolute(x)));
  const zero = f32x4.splat(0);
  const miss = f32x4.add(f32x4.pmax(minus(x), zero), rest);
  const alarm = f32x4.add(f32x4.pmax(x, zero), rest);
  return f32x4.add(f32x4.mul(y, miss), f32x4.mul(z, alarm));
}

/** Its gradient by x, z σ(x) − y σ(−x). */
// @ts-ignore: decorator
@inline
export function binarySlope(x: v128, y: v128, z: v128): v128 {
  const power = exponential(minusAbsolute(x));
  const high = f32x4.div(f32x4.splat(1), f32x4.add(f32x4.splat(1), power));
  const low = f32x4.mul(power, high);
  const positive = f32x4.ge(x, f32x4.splat(0));
  // σ(x), and σ(−x) by itself: 1 − σ(x) rounds away what is small.
  const p = v128.bitselect(high, low, positive);
  const q = v128.bitselect(low, high, positive);
  return f32x4.sub(f32x4.mul(z, p), f32x4.mul(y, q));
}
