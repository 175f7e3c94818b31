import { powers } from "./activation";
import { exponential, logarithm } from "./exponential";
import { fromLanes, loadPixels, storePixels, toLanes } from "./lanes";

/**
 * Cross-entropy of each pixel from logits: Σ_c w_c y_c (log Σ exp x − x_c).
 *
 * @param weights a float a class, or 0 for none.
 * @param losses a float a pixel.
 * @param scratch 32 bytes a class.
 */
export function crossEntropy(
  x: usize,
  labels: usize,
  weights: usize,
  pixels: i32,
  classes: i32,
  losses: usize,
  scratch: usize,
): void {
  for (let pixel = 0; pixel < pixels; pixel += 4) {
    const count = min(4, pixels - pixel);
    const four = lossesOf(x, labels, weights, count, classes, scratch);
    storePixels(losses, four, count);
    const bytes: usize = (count * classes) << 2;
    x += bytes;
    labels += bytes;
    losses += count << 2;
  }
}

/**
 * The gradient of `crossEntropy` with respect to x: dy (softmax(x) Σ w y − w y).
 *
 * @param dy a float a pixel.
 * @param dx like x.
 * @param scratch 32 bytes a class.
 */
export function crossEntropyGradient(
  x: usize,
  labels: usize,
  weights: usize,
  dy: usize,
  pixels: i32,
  classes: i32,
  dx: usize,
  scratch: usize,
): void {
  for (let pixel = 0; pixel < pixels; pixel += 4) {
    const count = min(4, pixels - pixel);
    gradientOf(x, labels, weights, loadPixels(dy, count), count, classes, dx, scratch);
    const bytes: usize = (count * classes) << 2;
    x += bytes;
    labels += bytes;
    dx += bytes;
    dy += count << 2;
  }
}

// @ts-ignore: decorator
@inline
function lossesOf(
  x: usize,
  labels: usize,
  weights: usize,
  count: i32,
  classes: i32,
  lanes: usize,
): v128 {
  const targets = lanes + (classes << 4);
  toLanes(x, count, classes, lanes);
  toLanes(labels, count, classes, targets);
  const most = largest(lanes, classes);
  let sum = f32x4.splat(0);
  for (let c = 0; c < classes; c++) {
    const place = lanes + (c << 4);
    const shifted = f32x4.sub(v128.load(place), most);
    v128.store(place, shifted);
    sum = f32x4.add(sum, exponential(shifted));
  }
  const size = logarithm(sum);
  let loss = f32x4.splat(0);
  for (let c = 0; c < classes; c++) {
    const surprise = f32x4.sub(size, v128.load(lanes + (c << 4)));
    loss = f32x4.add(loss, f32x4.mul(weigh(targets, weights, c), surprise));
  }
  return loss;
}

// @ts-ignore: decorator
@inline
function gradientOf(
  x: usize,
  labels: usize,
  weights: usize,
  slope: v128,
  count: i32,
  classes: i32,
  dx: usize,
  lanes: usize,
): void {
  const targets = lanes + (classes << 4);
  toLanes(x, count, classes, lanes);
  toLanes(labels, count, classes, targets);
  const sum = powers(lanes, classes, f32x4.splat(1));
  let mass = f32x4.splat(0);
  for (let c = 0; c < classes; c++) mass = f32x4.add(mass, weigh(targets, weights, c));
  const share = f32x4.div(mass, sum);
  for (let c = 0; c < classes; c++) {
    const place = lanes + (c << 4);
    const expected = f32x4.mul(v128.load(place), share);
    v128.store(place, f32x4.mul(f32x4.sub(expected, weigh(targets, weights, c)), slope));
  }
  fromLanes(lanes, count, classes, dx);
}

// @ts-ignore: decorator
@inline
function largest(lanes: usize, classes: i32): v128 {
  let most = v128.load(lanes);
  for (let c = 1; c < classes; c++) most = f32x4.pmax(most, v128.load(lanes + (c << 4)));
  return most;
}

// @ts-ignore: decorator
@inline
function weigh(targets: usize, weights: usize, c: i32): v128 {
  const label = v128.load(targets + (c << 4));
  return weights == 0 ? label : f32x4.mul(label, v128.load32_splat(weights + (c << 2)));
}
