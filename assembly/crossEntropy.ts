import { powers } from "./activation";
import { exponential, logarithm } from "./exponential";
import { fromLanes, toLanes } from "./lanes";

/**
 * Cross-entropy of each pixel from logits: Σ_c w_c y_c (log Σ exp x − x_c).
 *
 * @param weights a float a class, or 0 for none.
 * @param losses a float a pixel.
 * @param scratch 64 bytes a class and 16.
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
  const four: usize = classes << 4;
  let pixel = 0;
  for (; pixel + 4 <= pixels; pixel += 4) {
    v128.store(losses, lossesOfFour(x, labels, weights, classes, scratch));
    x += four;
    labels += four;
    losses += 16;
  }
  const left = pixels - pixel;
  if (left == 0) return;
  const rest = scratch + 2 * four;
  const bytes: usize = (left * classes) << 2;
  memory.fill(rest, 0, 2 * four);
  memory.copy(rest, x, bytes);
  memory.copy(rest + four, labels, bytes);
  v128.store(rest + 2 * four, lossesOfFour(rest, rest + four, weights, classes, scratch));
  memory.copy(losses, rest + 2 * four, left << 2);
}

/**
 * The gradient of `crossEntropy` with respect to x: dy (softmax(x) Σ w y − w y).
 *
 * @param dy a float a pixel.
 * @param dx like x.
 * @param scratch 64 bytes a class and 16.
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
  const four: usize = classes << 4;
  let pixel = 0;
  for (; pixel + 4 <= pixels; pixel += 4) {
    gradientOfFour(x, labels, weights, v128.load(dy), classes, dx, scratch);
    x += four;
    labels += four;
    dx += four;
    dy += 16;
  }
  const left = pixels - pixel;
  if (left == 0) return;
  const rest = scratch + 2 * four;
  const bytes: usize = (left * classes) << 2;
  memory.fill(rest, 0, 2 * four + 16);
  memory.copy(rest, x, bytes);
  memory.copy(rest + four, labels, bytes);
  memory.copy(rest + 2 * four, dy, left << 2);
  const slopes = v128.load(rest + 2 * four);
  gradientOfFour(rest, rest + four, weights, slopes, classes, rest, scratch);
  memory.copy(dx, rest, bytes);
}

// @ts-expect-error: decorator
@inline
function lossesOfFour(
  x: usize,
  labels: usize,
  weights: usize,
  classes: i32,
  lanes: usize,
): v128 {
  const targets = lanes + (classes << 4);
  toLanes(x, classes, lanes);
  toLanes(labels, classes, targets);
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

// @ts-expect-error: decorator
@inline
function gradientOfFour(
  x: usize,
  labels: usize,
  weights: usize,
  slope: v128,
  classes: i32,
  dx: usize,
  lanes: usize,
): void {
  const targets = lanes + (classes << 4);
  toLanes(x, classes, lanes);
  toLanes(labels, classes, targets);
  const sum = powers(lanes, classes, f32x4.splat(1));
  let mass = f32x4.splat(0);
  for (let c = 0; c < classes; c++) mass = f32x4.add(mass, weigh(targets, weights, c));
  const share = f32x4.div(mass, sum);
  for (let c = 0; c < classes; c++) {
    const place = lanes + (c << 4);
    const expected = f32x4.mul(v128.load(place), share);
    v128.store(place, f32x4.mul(f32x4.sub(expected, weigh(targets, weights, c)), slope));
  }
  fromLanes(lanes, classes, dx);
}

// @ts-expect-error: decorator
@inline
function largest(lanes: usize, classes: i32): v128 {
  let most = v128.load(lanes);
  for (let c = 1; c < classes; c++) most = f32x4.pmax(most, v128.load(lanes + (c << 4)));
  return most;
}

// @ts-expect-error: decorator
@inline
function weigh(targets: usize, weights: usize, c: i32): v128 {
  const label = v128.load(targets + (c << 4));
  return weights == 0 ? label : f32x4.mul(label, v128.load32_splat(weights + (c << 2)));
}
