import { powers, SOFTMAX } from "./activation";
import { exponential, logarithm, logarithmOfOneMore } from "./exponential";
import { fromLanes, loadPixels, storePixels, toLanes } from "./lanes";

/**
 * Cross-entropy from logits: with softmax Σ_c w_c y_c (log Σ exp x − x_c), a pixel's; with sigmoid
 * w_c y_c softplus(−x_c) + v_c (1 − y_c) softplus(x_c), a class's.
 *
 * @param weights w and v of each class, `classes` floats each.
 * @param each whether each class's loss is left, or their sum.
 * @param losses a float a pixel, or with `each` like x.
 * @param scratch 32 bytes a class.
 */
export function crossEntropy(
  x: usize,
  labels: usize,
  weights: usize,
  pixels: i32,
  classes: i32,
  activation: i32,
  each: bool,
  losses: usize,
  scratch: usize,
): void {
  const targets = scratch + (classes << 4);
  for (let pixel = 0; pixel < pixels; pixel += 4) {
    const count = min(4, pixels - pixel);
    toLanes(x, count, classes, scratch);
    toLanes(labels, count, classes, targets);
    const sum =
      activation == SOFTMAX
        ? softmaxLoss(scratch, targets, weights, classes)
        : sigmoidLosses(scratch, targets, weights, classes);
    const bytes: usize = (count * classes) << 2;
    x += bytes;
    labels += bytes;
    if (each) {
      fromLanes(scratch, count, classes, losses);
      losses += bytes;
    } else {
      storePixels(losses, sum, count);
      losses += count << 2;
    }
  }
}

/**
 * The gradient of `crossEntropy` with respect to x: with softmax dy (softmax(x) Σ w y − w y), with sigmoid
 * dy (v (1 − y) σ(x) − w y σ(−x)).
 *
 * @param dy as large as the losses.
 * @param dx like x.
 * @param scratch 48 bytes a class.
 */
export function crossEntropyGradient(
  x: usize,
  labels: usize,
  weights: usize,
  pixels: i32,
  classes: i32,
  activation: i32,
  each: bool,
  dy: usize,
  dx: usize,
  scratch: usize,
): void {
  const targets = scratch + (classes << 4);
  const slopes = each ? targets + (classes << 4) : 0;
  for (let pixel = 0; pixel < pixels; pixel += 4) {
    const count = min(4, pixels - pixel);
    const bytes: usize = (count * classes) << 2;
    toLanes(x, count, classes, scratch);
    toLanes(labels, count, classes, targets);
    let slope = f32x4.splat(0);
    if (each) {
      toLanes(dy, count, classes, slopes);
      dy += bytes;
    } else {
      slope = loadPixels(dy, count);
      dy += count << 2;
    }
    if (activation == SOFTMAX) softmaxSlopes(scratch, targets, weights, classes, slope);
    else sigmoidSlopes(scratch, targets, weights, classes, slope, slopes);
    fromLanes(scratch, count, classes, dx);
    x += bytes;
    labels += bytes;
    dx += bytes;
  }
}

// @ts-ignore: decorator
@inline
function softmaxLoss(lanes: usize, targets: usize, weights: usize, classes: i32): v128 {
  const most = largest(lanes, classes);
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

/** Puts the classes' losses in the place of x and returns their sum. */
// @ts-ignore: decorator
@inline
function sigmoidLosses(lanes: usize, targets: usize, weights: usize, classes: i32): v128 {
  const negatives = weights + (classes << 2);
  let sum = f32x4.splat(0);
  for (let c = 0; c < classes; c++) {
    const x = v128.load(lanes + (c << 4));
    const zero = f32x4.splat(0);
    // softplus(±x) = max(±x, 0) + log(1 + exp −|x|), where nothing overflows or is rounded away.
    const rest = logarithmOfOneMore(exponential(f32x4.neg(f32x4.abs(x))));
    const miss = f32x4.add(f32x4.pmax(f32x4.neg(x), zero), rest);
    const alarm = f32x4.add(f32x4.pmax(x, zero), rest);
    const missed = f32x4.mul(weighed(targets, weights, c), miss);
    const loss = f32x4.add(missed, f32x4.mul(weighedRest(targets, negatives, c), alarm));
    v128.store(lanes + (c << 4), loss);
    sum = f32x4.add(sum, loss);
  }
  return sum;
}

// @ts-ignore: decorator
@inline
function softmaxSlopes(
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

/** With a slope for all classes, or, at an address that is not 0, for each. */
// @ts-ignore: decorator
@inline
function sigmoidSlopes(
  lanes: usize,
  targets: usize,
  weights: usize,
  classes: i32,
  slope: v128,
  slopes: usize,
): void {
  const negatives = weights + (classes << 2);
  for (let c = 0; c < classes; c++) {
    const place = lanes + (c << 4);
    const x = v128.load(place);
    const power = exponential(f32x4.neg(f32x4.abs(x)));
    const high = f32x4.div(f32x4.splat(1), f32x4.add(f32x4.splat(1), power));
    const low = f32x4.mul(power, high);
    const positive = f32x4.ge(x, f32x4.splat(0));
    // σ(x), and σ(−x) by itself: 1 − σ(x) rounds away what is small.
    const p = v128.bitselect(high, low, positive);
    const q = v128.bitselect(low, high, positive);
    const missed = f32x4.mul(weighed(targets, weights, c), q);
    const g = f32x4.sub(f32x4.mul(weighedRest(targets, negatives, c), p), missed);
    v128.store(place, f32x4.mul(g, slopes == 0 ? slope : v128.load(slopes + (c << 4))));
  }
}

// @ts-ignore: decorator
@inline
function largest(lanes: usize, classes: i32): v128 {
  let most = v128.load(lanes);
  for (let c = 1; c < classes; c++) most = f32x4.pmax(most, v128.load(lanes + (c << 4)));
  return most;
}

/** w y */
// @ts-ignore: decorator
@inline
function weighed(targets: usize, weights: usize, c: i32): v128 {
  return f32x4.mul(v128.load(targets + (c << 4)), v128.load32_splat(weights + (c << 2)));
}

/** v (1 − y) */
// @ts-ignore: decorator
@inline
function weighedRest(targets: usize, weights: usize, c: i32): v128 {
  const rest = f32x4.sub(f32x4.splat(1), v128.load(targets + (c << 4)));
  return f32x4.mul(rest, v128.load32_splat(weights + (c << 2)));
}
