// The Brier loss of four pixels, one a lane.
import { activate, SIGMOID, SOFTMAX } from "../vectors/activation";
import { throughSigmoid } from "../overlap/slope";

/** Each pixel's loss. */
// @ts-ignore: decorator
@inline
export function brierLoss(
  lanes: usize,
  targets: usize,
  weights: usize,
  classes: i32,
  activation: i32,
  alpha: f32,
): v128 {
  const share = activate(lanes, classes, activation, alpha);
  let loss = f32x4.splat(0);
  for (let c = 0; c < classes; c++) {
    const p = f32x4.mul(v128.load(lanes + (c << 4)), share);
    loss = f32x4.add(loss, weighedSquare(p, v128.load(targets + (c << 4)), weights, c));
  }
  return loss;
}

/** Puts the gradient, times a slope a pixel, in the place of x. */
// @ts-ignore: decorator
@inline
export function brierSlopes(
  lanes: usize,
  targets: usize,
  weights: usize,
  classes: i32,
  activation: i32,
  alpha: f32,
  slope: v128,
): void {
  const share = activate(lanes, classes, activation, alpha);
  const factor = f32x4.mul(slope, f32x4.splat(activation == SOFTMAX || activation == SIGMOID ? alpha : 1));
  let mean = f32x4.splat(0);
  for (let c = 0; c < classes; c++) {
    const place: usize = c << 4;
    const p = f32x4.mul(v128.load(lanes + place), share);
    const g = squareSlope(p, v128.load(targets + place), weights, c);
    if (activation == SOFTMAX) {
      mean = f32x4.add(mean, f32x4.mul(g, p));
      v128.store(lanes + place, p);
      v128.store(targets + place, g);
    } else {
      const dx = activation == SIGMOID ? throughSigmoid(g, p) : g;
      v128.store(lanes + place, f32x4.mul(dx, factor));
    }
  }
  if (activation != SOFTMAX) return;
  for (let c = 0; c < classes; c++) {
    const place: usize = c << 4;
    const p = f32x4.mul(v128.load(lanes + place), factor);
    v128.store(lanes + place, f32x4.mul(p, f32x4.sub(v128.load(targets + place), mean)));
  }
}

/** w (p − t)² */
// @ts-ignore: decorator
@inline
function weighedSquare(p: v128, t: v128, weights: usize, c: i32): v128 {
  const d = f32x4.sub(p, t);
  return f32x4.mul(f32x4.mul(d, d), v128.load32_splat(weights + (c << 2)));
}

/** 2w (p − t) */
// @ts-ignore: decorator
@inline
function squareSlope(p: v128, t: v128, weights: usize, c: i32): v128 {
  const d = f32x4.sub(p, t);
  return f32x4.mul(f32x4.add(d, d), v128.load32_splat(weights + (c << 2)));
}
