// The frame of the losses of pixels: which of them fit a quicker way, and the others four pixels at a time.
import { SOFTMAX } from "../vectors/activation";
import { brierLoss, brierSlopes } from "./brierLanes";
import { elementLosses, elementSlopes, repeatsInVectors } from "./elements";
import { focalSoftmaxLoss, focalSoftmaxSlopes } from "./focalLanes";
import { counted, firstLanes, fromLanes, loadPixels, storePixels, sumOfLanes, toLanes } from "../vectors/lanes";
import { BRIER, CROSS_ENTROPY, FOCAL } from "./pixelKinds";
import { sigmoidLosses, sigmoidSlopes } from "./sigmoidLanes";
import { softmaxLoss, softmaxSlopes } from "./softmaxLanes";
import { lossesOfFour, slopesOfFour } from "./softmaxOfFour";

/** Groups of four pixels whose losses float32 sums well; then they go into float64. */
const BLOCK: i32 = 128;

/**
 * The losses of pixels of a kind.
 *
 * - Cross-entropy from logits: with softmax Σ_c w_c y_c (log Σ exp x − x_c), a pixel's; with sigmoid
 *   w_c y_c softplus(−x_c) + v_c (1 − y_c) softplus(x_c), a class's.
 * - The focal loss from logits: with softmax −Σ_c w_c y_c (1 − p_c)^γ log p_c, a pixel's; with sigmoid
 *   (w_c y_c + v_c (1 − y_c)) m^γ b, a class's, of its miss m and its cross-entropy b.
 * - The Brier loss of probabilities, Σ_c w_c (p_c − y_c)², a pixel's.
 *
 * @param kind one of pixelKinds.ts.
 * @param mask a float a pixel, 0 where it does not count and its losses are 0; 0 for none.
 * @param weights w and v of each class, `classes` floats each.
 * @param parameter the focal loss's γ, or Brier's α.
 * @param losses a float a pixel, or a class of a pixel, like x; 0 when only their sum is wanted.
 * @param scratch 48 bytes a class.
 * @returns their sum.
 */
export function pixelLosses(
  kind: i32,
  x: usize,
  labels: usize,
  mask: usize,
  weights: usize,
  pixels: i32,
  classes: i32,
  activation: i32,
  parameter: f32,
  losses: usize,
  scratch: usize,
): f64 {
  const perPixel = kind == BRIER || activation == SOFTMAX;
  const alone = activation != SOFTMAX && (kind != BRIER || losses == 0);
  if (alone && mask == 0 && repeatsInVectors(weights, classes)) {
    const size = pixels * classes;
    return elementLosses(kind, x, labels, weights, size, classes, activation, parameter, losses);
  }
  const targets = scratch + (classes << 4);
  let total: f64 = 0;
  let first = 0;
  if (kind == CROSS_ENTROPY && activation == SOFTMAX && classes == 4) {
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
    if (!perPixel) {
      sum = sigmoidLosses(kind, scratch, targets, weights, classes, parameter, valid);
      if (losses != 0) fromLanes(scratch, count, classes, losses);
    } else {
      let loss: v128;
      if (kind == BRIER) {
        loss = brierLoss(scratch, targets, weights, classes, activation, parameter);
      } else if (kind == FOCAL) {
        loss = focalSoftmaxLoss(scratch, targets, weights, classes, parameter);
      } else loss = softmaxLoss(scratch, targets, weights, classes);
      sum = v128.and(loss, valid);
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
    if (losses != 0) losses += perPixel ? count << 2 : bytes;
  }
  return total + sumOfLanes(block);
}

/**
 * The gradient of those losses with respect to x, times dy.
 *
 * @param dy a float a loss, or with `summed` one for all.
 * @param dx like x.
 * @param scratch 48 bytes a class.
 */
export function pixelGradient(
  kind: i32,
  x: usize,
  labels: usize,
  mask: usize,
  weights: usize,
  pixels: i32,
  classes: i32,
  activation: i32,
  parameter: f32,
  summed: bool,
  dy: usize,
  dx: usize,
  scratch: usize,
): void {
  if (pixels == 0) return;
  const perPixel = kind == BRIER || activation == SOFTMAX;
  const alone = activation != SOFTMAX && (kind != BRIER || summed);
  if (alone && mask == 0 && repeatsInVectors(weights, classes)) {
    const size = pixels * classes;
    elementSlopes(kind, x, labels, weights, size, classes, activation, parameter, summed, dy, dx);
    return;
  }
  let first = 0;
  if (kind == CROSS_ENTROPY && activation == SOFTMAX && classes == 4) {
    first = pixels & ~3;
    slopesOfFour(x, labels, mask, weights, first >> 2, summed, dy, dx);
    x += first << 4;
    labels += first << 4;
    dx += first << 4;
    if (mask != 0) mask += first << 2;
    if (!summed) dy += first << 2;
  }
  const targets = scratch + (classes << 4);
  const each = !summed && !perPixel;
  const slopes = each ? targets + (classes << 4) : 0;
  let slope = summed ? v128.load32_splat(dy) : f32x4.splat(0);
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
    if (kind == BRIER) {
      brierSlopes(scratch, targets, weights, classes, activation, parameter, factor);
    } else if (!perPixel) {
      sigmoidSlopes(kind, scratch, targets, weights, classes, parameter, factor, slopes, valid);
    } else if (kind == FOCAL) {
      focalSoftmaxSlopes(scratch, targets, weights, classes, parameter, factor);
    } else softmaxSlopes(scratch, targets, weights, classes, factor);
    fromLanes(scratch, count, classes, dx);
    x += bytes;
    labels += bytes;
    dx += bytes;
    if (mask != 0) mask += count << 2;
  }
}
