// Softmax cross-entropy of four pixels, one a lane.
import { powers } from "../vectors/activation";
import { exponential, logarithm } from "../vectors/exponential";
import { weighed } from "./weighed";

/** Each pixel's loss. */
// @ts-ignore: decorator
@inline
export function softmaxLoss(lanes: usize, targets: usize, weights: usize, classes: i32): v128 {
  let most = v128.load(lanes);
  for (let c = 1; c < classes; c++) most = f32x4.pmax(most, v128.load(lanes + (c << 4)));
  let sum = f32x4.splat(0);
  let mass = f32x4.splat(0);
  let distance = f32x4.splat(0);
  for (let c = 0; c < classes; c++) {
    const below = f32x4.sub(most, v128.load(lanes + (c << 4)));
    sum = f32x4.add(sum, exponential(f32x4.neg(below)));
    const weight = weighed(targets, weights, c);
    mass = f32x4.add(mass, weight);
    distance = f32x4.add(distance, f32x4.mul(weight, below));
  }
  // Neither part is negative: nothing cancels.
  return f32x4.add(f32x4.mul(mass, logarithm(sum)), distance);
}

/** Puts the gradient, times a slope a pixel, in the place of x. */
// @ts-ignore: decorator
@inline
export function softmaxSlopes(
  lanes: usize,
  targets: usize,
  weights: usize,
  classes: i32,
  slope: v128,
): void {
  const sum = powers(lanes, classes, 1);
  let mass = f32x4.splat(0);
  for (let c = 0; c < classes; c++) mass = f32x4.add(mass, weighed(targets, weights, c));
  const share = f32x4.div(mass, sum);
  for (let c = 0; c < classes; c++) {
    const place = lanes + (c << 4);
    const expected = f32x4.mul(v128.load(place), share);
    v128.store(place, f32x4.mul(f32x4.sub(expected, weighed(targets, weights, c)), slope));
  }
}
