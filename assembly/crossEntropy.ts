import { SOFTMAX } from "./activation";
import { counted, firstLanes, fromLanes, loadPixels, storePixels, sumOfLanes, toLanes } from "./lanes";
import { elementLosses, elementSlopes, repeatsInVectors } from "./sigmoidElements";
import { sigmoidLosses, sigmoidSlopes } from "./sigmoidLanes";
import { softmaxLoss, softmaxSlopes } from "./softmaxLanes";
import { lossesOfFour, slopesOfFour } from "./softmaxOfFour";

/** Groups of four pixels whose losses float32 sums well; then they go into float64. */
const BLOCK: i32 = 128;

/**
 * Cross-entropy from logits: with softmax Σ_c w_c y_c (log Σ exp x − x_c), a pixel's; with sigmoid
 * w_c y_c softplus(−x_c) + v_c (1 − y_c) softplus(x_c), a class's.
 *
 * @param mask a float a pixel, 0 where it does not count and its losses are 0; 0 for none.
 * @param weights w and v of each class, `classes` floats each.
 * @param losses a float a pixel, or with sigmoid like x; 0 when only their sum is wanted.
 * @param scratch 32 bytes a class.
 * @returns their sum.
 */
export function crossEntropy(
  x: usize,
  labels: usize,
  mask: usize,
  weights: usize,
  pixels: i32,
  classes: i32,
  activation: i32,
  losses: usize,
  scratch: usize,
): f64 {
  if (activation != SOFTMAX && mask == 0 && repeatsInVectors(weights, classes)) {
    return elementLosses(x, labels, weights, pixels * classes, classes, losses);
  }
  const targets = scratch + (classes << 4);
  let total: f64 = 0;
  let first = 0;
  if (activation == SOFTMAX && classes == 4) {
    first = pixels & ~3;
    total = lossesOfFour(x, labels, mask, weights, first >> 2, losses);
    x += first << 4;
    labels += first << 4;
    if (mask != 0) mask += first << 2;
    if (losses != 0) losses += first << 2;
  }
  let block = f32x4.splat(0);
  for (let pixel = first; pixel < pixels; pixel += 4) {
    const count = min(4, pixels - pixel);
    const valid = counted(mask, count);
    toLanes(x, count, classes, scratch);
    toLanes(labels, count, classes, targets);
    let sum: v128;
    if (activation != SOFTMAX) {
      sum = sigmoidLosses(scratch, targets, weights, classes, valid);
      if (losses != 0) fromLanes(scratch, count, classes, losses);
    } else {
      sum = v128.and(softmaxLoss(scratch, targets, weights, classes), valid);
      if (losses != 0) storePixels(losses, sum, count);
    }
    block = f32x4.add(block, v128.and(sum, firstLanes(count)));
    if (pixel % (4 * BLOCK) == 0) {
      total += sumOfLanes(block);
      block = f32x4.splat(0);
    }
    const bytes: usize = (count * classes) << 2;
    x += bytes;
    labels += bytes;
    if (mask != 0) mask += count << 2;
    if (losses != 0) losses += activation == SOFTMAX ? count << 2 : bytes;
  }
  return total + sumOfLanes(block);
}

/**
 * The gradient of `crossEntropy` with respect to x: with softmax dy (softmax(x) Σ w y − w y), with sigmoid
 * dy (v (1 − y) σ(x) − w y σ(−x)).
 *
 * @param dy a float a loss, or with `summed` one for all.
 * @param dx like x.
 * @param scratch 48 bytes a class.
 */
export function crossEntropyGradient(
  x: usize,
  labels: usize,
  mask: usize,
  weights: usize,
  pixels: i32,
  classes: i32,
  activation: i32,
  summed: bool,
  dy: usize,
  dx: usize,
  scratch: usize,
): void {
  if (activation != SOFTMAX && mask == 0 && repeatsInVectors(weights, classes)) {
    return elementSlopes(x, labels, weights, pixels * classes, classes, summed, dy, dx);
  }
  let first = 0;
  if (activation == SOFTMAX && classes == 4) {
    first = pixels & ~3;
    slopesOfFour(x, labels, mask, weights, first >> 2, summed, dy, dx);
    x += first << 4;
    labels += first << 4;
    dx += first << 4;
    if (mask != 0) mask += first << 2;
    if (!summed) dy += first << 2;
  }
  const targets = scratch + (classes << 4);
  const each = !summed && activation != SOFTMAX;
  const slopes = each ? targets + (classes << 4) : 0;
  let slope = v128.load32_splat(dy);
  for (let pixel = first; pixel < pixels; pixel += 4) {
    const count = min(4, pixels - pixel);
    const valid = counted(mask, count);
    const bytes: usize = (count * classes) << 2;
    toLanes(x, count, classes, scratch);
    toLanes(labels, count, classes, targets);
    if (each) {
      toLanes(dy, count, classes, slopes);
      dy += bytes;
    } else if (!summed) {
      slope = loadPixels(dy, count);
      dy += count << 2;
    }
    const factor = v128.and(slope, valid);
    if (activation != SOFTMAX) {
      sigmoidSlopes(scratch, targets, weights, classes, factor, slopes, valid);
    } else softmaxSlopes(scratch, targets, weights, classes, factor);
    fromLanes(scratch, count, classes, dx);
    x += bytes;
    labels += bytes;
    dx += bytes;
    if (mask != 0) mask += count << 2;
  }
}
