// Losses from a sigmoid, of each class on its own, of four pixels, one a lane.
import { binaryLoss, binarySlope, focalLoss, focalSlope } from "./binaryLoss";
import { FOCAL } from "./pixelKinds";
import { weighed, weighedRest } from "./weighed";

/** Puts the classes' losses in the place of x, 0 where a pixel does not count, and returns their sum. */
// @ts-ignore: decorator
@inline
export function sigmoidLosses(
  kind: i32,
  lanes: usize,
  targets: usize,
  weights: usize,
  classes: i32,
  gamma: f32,
  valid: v128,
): v128 {
  const negatives = weights + (classes << 2);
  let sum = f32x4.splat(0);
  for (let c = 0; c < classes; c++) {
    const place = lanes + (c << 4);
    const loss = v128.and(lossOf(kind, place, targets, weights, negatives, c, gamma), valid);
    v128.store(place, loss);
    sum = f32x4.add(sum, loss);
  }
  return sum;
}

/** Puts the gradient in the place of x, times a slope a pixel, or, at an address that is not 0, one for each class too. */
// @ts-ignore: decorator
@inline
export function sigmoidSlopes(
  kind: i32,
  lanes: usize,
  targets: usize,
  weights: usize,
  classes: i32,
  gamma: f32,
  slope: v128,
  slopes: usize,
  valid: v128,
): void {
  const negatives = weights + (classes << 2);
  for (let c = 0; c < classes; c++) {
    const place = lanes + (c << 4);
    const factor = slopes == 0 ? slope : v128.and(v128.load(slopes + (c << 4)), valid);
    v128.store(place, f32x4.mul(slopeOf(kind, place, targets, weights, negatives, c, gamma), factor));
  }
}

// @ts-ignore: decorator
@inline
function lossOf(
  kind: i32,
  place: usize,
  targets: usize,
  weights: usize,
  negatives: usize,
  c: i32,
  gamma: f32,
): v128 {
  const x = v128.load(place);
  if (kind == FOCAL) {
    const w = v128.load32_splat(weights + (c << 2));
    const v = v128.load32_splat(negatives + (c << 2));
    return focalLoss(x, v128.load(targets + (c << 4)), w, v, gamma);
  }
  return binaryLoss(x, weighed(targets, weights, c), weighedRest(targets, negatives, c));
}

// @ts-ignore: decorator
@inline
function slopeOf(
  kind: i32,
  place: usize,
  targets: usize,
  weights: usize,
  negatives: usize,
  c: i32,
  gamma: f32,
): v128 {
  const x = v128.load(place);
  if (kind == FOCAL) {
    const w = v128.load32_splat(weights + (c << 2));
    const v = v128.load32_splat(negatives + (c << 2));
    return focalSlope(x, v128.load(targets + (c << 4)), w, v, gamma);
  }
  return binarySlope(x, weighed(targets, weights, c), weighedRest(targets, negatives, c));
}
