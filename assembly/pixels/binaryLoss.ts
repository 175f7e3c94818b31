import { exponential, logarithmOfOneMore, minus, minusAbsolute } from "../vectors/exponential";
import { focus, focusSlope } from "../vectors/power";

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

/** (t w + (1 − t) v) m^γ b, with m = t σ(−x) + (1 − t) σ(x) and the cross-entropy b. */
// @ts-ignore: decorator
@inline
export function focalLoss(x: v128, t: v128, w: v128, v: v128, gamma: f32): v128 {
  const missing = f32x4.sub(f32x4.splat(1), t);
  const power = exponential(minusAbsolute(x));
  const miss = missOf(x, t, missing, power);
  const weight = f32x4.add(f32x4.mul(t, w), f32x4.mul(missing, v));
  return f32x4.mul(f32x4.mul(weight, focus(miss, gamma)), costOf(x, t, missing, power));
}

/** Its gradient by x, A (γ m^(γ−1) (1 − 2t) σ(x) σ(−x) b + m^γ ((1 − t) σ(x) − t σ(−x))). */
// @ts-ignore: decorator
@inline
export function focalSlope(x: v128, t: v128, w: v128, v: v128, gamma: f32): v128 {
  const missing = f32x4.sub(f32x4.splat(1), t);
  const power = exponential(minusAbsolute(x));
  const high = f32x4.div(f32x4.splat(1), f32x4.add(f32x4.splat(1), power));
  const low = f32x4.mul(power, high);
  const positive = f32x4.ge(x, f32x4.splat(0));
  const alarm = f32x4.mul(missing, v128.bitselect(high, low, positive));
  const lack = f32x4.mul(t, v128.bitselect(low, high, positive));
  const miss = f32x4.add(alarm, lack);
  // In this order, since m^(γ−1) and b may be large: σ(x) σ(−x) makes either small.
  const moved = f32x4.mul(focusSlope(miss, gamma), f32x4.mul(high, low));
  const cost = f32x4.mul(f32x4.sub(missing, t), costOf(x, t, missing, power));
  const slope = f32x4.mul(focus(miss, gamma), f32x4.sub(alarm, lack));
  const weight = f32x4.add(f32x4.mul(t, w), f32x4.mul(missing, v));
  return f32x4.mul(weight, f32x4.add(f32x4.mul(moved, cost), slope));
}

/** t σ(−x) + (1 − t) σ(x), from exp −|x|. */
// @ts-ignore: decorator
@inline
function missOf(x: v128, t: v128, missing: v128, power: v128): v128 {
  const positive = f32x4.ge(x, f32x4.splat(0));
  const ofHigh = v128.bitselect(missing, t, positive);
  const ofLow = v128.bitselect(t, missing, positive);
  const sum = f32x4.add(ofHigh, f32x4.mul(ofLow, power));
  return f32x4.div(sum, f32x4.add(f32x4.splat(1), power));
}

/** t softplus(−x) + (1 − t) softplus(x), from exp −|x|. */
// @ts-ignore: decorator
@inline
function costOf(x: v128, t: v128, missing: v128, power: v128): v128 {
  const rest = logarithmOfOneMore(power);
  const zero = f32x4.splat(0);
  const lack = f32x4.add(f32x4.pmax(minus(x), zero), rest);
  const alarm = f32x4.add(f32x4.pmax(x, zero), rest);
  return f32x4.add(f32x4.mul(t, lack), f32x4.mul(missing, alarm));
}
