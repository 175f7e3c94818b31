// Sigmoid cross-entropy of four pixels, one a lane.
import { binaryLoss, binarySlope } from "./binaryLoss";
import { weighed, weighedRest } from "./weighed";

/** Puts the classes' losses in the place of x, 0 where a pixel does not count, and returns their sum. */
// @ts-ignore: decorator
@inline
export function sigmoidLosses(
  lanes: usize,
  targets: usize,
  weights: usize,
  classes: i32,
  valid: v128,
): v128 {
  const negatives = weights + (classes << 2);
  let sum = f32x4.splat(0);
  for (let c = 0; c < classes; c++) {
    const place = lanes + (c << 4);
    const y = weighed(targets, weights, c);
    const z = weighedRest(targets, negatives, c);
    const loss = v128.and(binaryLoss(v128.load(place), y, z), valid);
    v128.store(place, loss);
    sum = f32x4.add(sum, loss);
  }
  return sum;
}

/** Puts the gradient in the place of x, times a slope a pixel, or, at an address that is not 0, one for each class too. */
// @ts-ignore: decorator
@inline
export function sigmoidSlopes(
  lanes: usize,
  targets: usize,
  weights: usize,
  classes: i32,
  slope: v128,
  slopes: usize,
  valid: v128,
): void {
  const negatives = weights + (classes << 2);
  for (let c = 0; c < classes; c++) {
    const place = lanes + (c << 4);
    const y = weighed(targets, weights, c);
    const z = weighedRest(targets, negatives, c);
    const factor = slopes == 0 ? slope : v128.and(v128.load(slopes + (c << 4)), valid);
    v128.store(place, f32x4.mul(binarySlope(v128.load(place), y, z), factor));
  }
}
