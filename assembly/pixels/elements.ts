// Losses of values on their own as they lie in memory, where the same weights fit every four.
import { SIGMOID, sigmoid } from "../vectors/activation";
import { binaryLoss, binarySlope, focalLoss, focalSlope } from "./binaryLoss";
import { firstLanes, loadPixels, storePixels, sumOfLanes } from "../vectors/lanes";
import { BRIER, FOCAL } from "./pixelKinds";
import { throughSigmoid } from "../overlap/slope";

/** Vectors whose losses float32 sums well; then they go into float64. */
const BLOCK: i32 = 128;

/** Whether four weights in a row are the same wherever they start at a multiple of four. */
export function repeatsInVectors(weights: usize, classes: i32): bool {
  if (classes == 1 || classes == 2 || classes == 4) return true;
  const negatives = weights + (classes << 2);
  for (let c = 1; c < classes; c++) {
    const place = c << 2;
    if (load<f32>(weights + place) != load<f32>(weights)) return false;
    if (load<f32>(negatives + place) != load<f32>(negatives)) return false;
  }
  return true;
}

/** The losses of `size` values, left at an address that is not 0; returns their sum. */
export function elementLosses(
  kind: i32,
  x: usize,
  labels: usize,
  weights: usize,
  size: i32,
  classes: i32,
  activation: i32,
  parameter: f32,
  losses: usize,
): f64 {
  const w = acrossLanes(weights, classes);
  const v = acrossLanes(weights + (classes << 2), classes);
  const rest = size & 3;
  let total: f64 = 0;
  let block = f32x4.splat(0);
  let vectors = size >> 2;
  if (vectors > 0) {
    do {
      const loss = lossesAt(kind, x, labels, w, v, activation, parameter, 4);
      block = f32x4.add(block, loss);
      if (vectors % BLOCK == 0) {
        total += sumOfLanes(block);
        block = f32x4.splat(0);
      }
      x += 16;
      labels += 16;
      if (losses != 0) {
        v128.store(losses, loss);
        losses += 16;
      }
    } while (--vectors > 0);
  }
  if (rest > 0) {
    const loss = lossesAt(kind, x, labels, w, v, activation, parameter, rest);
    block = f32x4.add(block, v128.and(loss, firstLanes(rest)));
    if (losses != 0) storePixels(losses, loss, rest);
  }
  return total + sumOfLanes(block);
}

/** The gradients by x of those losses, times dy: one for all when they are summed. */
export function elementSlopes(
  kind: i32,
  x: usize,
  labels: usize,
  weights: usize,
  size: i32,
  classes: i32,
  activation: i32,
  parameter: f32,
  summed: bool,
  dy: usize,
  dx: usize,
): void {
  const w = acrossLanes(weights, classes);
  const v = acrossLanes(weights + (classes << 2), classes);
  const slope = v128.load32_splat(dy);
  const rest = size & 3;
  let vectors = size >> 2;
  if (vectors > 0) {
    do {
      const factor = summed ? slope : v128.load(dy);
      v128.store(dx, f32x4.mul(slopesAt(kind, x, labels, w, v, activation, parameter, 4), factor));
      x += 16;
      labels += 16;
      dx += 16;
      if (!summed) dy += 16;
    } while (--vectors > 0);
  }
  if (rest > 0) {
    const factor = summed ? slope : loadPixels(dy, rest);
    storePixels(dx, f32x4.mul(slopesAt(kind, x, labels, w, v, activation, parameter, rest), factor), rest);
  }
}

// @ts-ignore: decorator
@inline
function lossesAt(
  kind: i32,
  place: usize,
  labels: usize,
  w: v128,
  v: v128,
  activation: i32,
  parameter: f32,
  count: i32,
): v128 {
  const x = loadPixels(place, count);
  const y = loadPixels(labels, count);
  if (kind == FOCAL) return focalLoss(x, y, w, v, parameter);
  if (kind == BRIER) {
    const d = f32x4.sub(probability(x, activation, parameter), y);
    return f32x4.mul(f32x4.mul(w, d), d);
  }
  const missing = f32x4.sub(f32x4.splat(1), y);
  return binaryLoss(x, f32x4.mul(y, w), f32x4.mul(missing, v));
}

// @ts-ignore: decorator
@inline
function slopesAt(
  kind: i32,
  place: usize,
  labels: usize,
  w: v128,
  v: v128,
  activation: i32,
  parameter: f32,
  count: i32,
): v128 {
  const x = loadPixels(place, count);
  const y = loadPixels(labels, count);
  if (kind == FOCAL) return focalSlope(x, y, w, v, parameter);
  if (kind == BRIER) {
    const p = probability(x, activation, parameter);
    const d = f32x4.sub(p, y);
    const g = f32x4.mul(f32x4.add(d, d), w);
    if (activation != SIGMOID) return g;
    return f32x4.mul(throughSigmoid(g, p), f32x4.splat(parameter));
  }
  const missing = f32x4.sub(f32x4.splat(1), y);
  return binarySlope(x, f32x4.mul(y, w), f32x4.mul(missing, v));
}

// @ts-ignore: decorator
@inline
function probability(x: v128, activation: i32, alpha: f32): v128 {
  return activation == SIGMOID ? sigmoid(f32x4.mul(x, f32x4.splat(alpha))) : x;
}

// @ts-ignore: decorator
@inline
function acrossLanes(weights: usize, classes: i32): v128 {
  if (classes == 4) return v128.load(weights);
  return classes == 2 ? v128.load64_splat(weights) : v128.load32_splat(weights);
}
