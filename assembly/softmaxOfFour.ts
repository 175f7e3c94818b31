// Losses from a softmax of four pixels of four classes at once: registers hold them all.
import { squareSlope, weighedSquare } from "./brierLanes";
import { binaryScale, exponential, logarithm, powerOfTwo } from "./exponential";
import { logitSlope, lowPower, missOf, pullOf, topPower } from "./focalLanes";
import { counted, laneOfClass, sumOfLanes, transpose } from "./lanes";
import { BRIER, FOCAL } from "./pixelKinds";
import { focus } from "./power";

/** Groups of four pixels whose losses float32 sums well; then they go into float64. */
const BLOCK: i32 = 128;

/** The losses of `groups` of four pixels, left at an address that is not 0; returns their sum. */
// @ts-ignore: decorator
@inline
export function lossesOfFour(
  kind: i32,
  x: usize,
  labels: usize,
  mask: usize,
  weights: usize,
  groups: i32,
  parameter: f32,
  losses: usize,
): f64 {
  if (groups == 0) return 0;
  const w = kind == BRIER ? f32x4.splat(1) : v128.load(weights);
  const scale = binaryScale(parameter);
  let total: f64 = 0;
  let block = f32x4.splat(0);
  do {
    const row0 = v128.load(x);
    const row1 = v128.load(x, 16);
    const row2 = v128.load(x, 32);
    const row3 = v128.load(x, 48);
    const xA = laneOfClass(0, row0, row1, row2, row3);
    const xB = laneOfClass(1, row0, row1, row2, row3);
    const xC = laneOfClass(2, row0, row1, row2, row3);
    const xD = laneOfClass(3, row0, row1, row2, row3);
    const most = f32x4.pmax(f32x4.pmax(xA, xB), f32x4.pmax(xC, xD));
    const a = f32x4.sub(xA, most);
    const b = f32x4.sub(xB, most);
    const c = f32x4.sub(xC, most);
    const d = f32x4.sub(xD, most);
    const powerA = kind == BRIER ? powerOfTwo(f32x4.mul(a, scale)) : exponential(a);
    const powerB = kind == BRIER ? powerOfTwo(f32x4.mul(b, scale)) : exponential(b);
    const powerC = kind == BRIER ? powerOfTwo(f32x4.mul(c, scale)) : exponential(c);
    const powerD = kind == BRIER ? powerOfTwo(f32x4.mul(d, scale)) : exponential(d);
    const sum = f32x4.add(f32x4.add(powerA, powerB), f32x4.add(powerC, powerD));
    const y0 = f32x4.mul(v128.load(labels), w);
    const y1 = f32x4.mul(v128.load(labels, 16), w);
    const y2 = f32x4.mul(v128.load(labels, 32), w);
    const y3 = f32x4.mul(v128.load(labels, 48), w);
    const yA = laneOfClass(0, y0, y1, y2, y3);
    const yB = laneOfClass(1, y0, y1, y2, y3);
    const yC = laneOfClass(2, y0, y1, y2, y3);
    const yD = laneOfClass(3, y0, y1, y2, y3);
    let loss: v128;
    if (kind == BRIER) {
      const share = f32x4.div(f32x4.splat(1), sum);
      loss = weighedSquare(f32x4.mul(powerA, share), yA, weights, 0);
      loss = f32x4.add(loss, weighedSquare(f32x4.mul(powerB, share), yB, weights, 1));
      loss = f32x4.add(loss, weighedSquare(f32x4.mul(powerC, share), yC, weights, 2));
      loss = f32x4.add(loss, weighedSquare(f32x4.mul(powerD, share), yD, weights, 3));
    } else if (kind == FOCAL) {
      const tops = topsOf(a, b, c, d);
      const low = lowOf(powerA, powerB, powerC, powerD, a, b, c, d);
      const share = f32x4.div(f32x4.splat(1), sum);
      const log = logarithm(sum);
      const lossA = focused(yA, powerA, a, low, tops, share, log, parameter);
      const lossB = focused(yB, powerB, b, low, tops, share, log, parameter);
      const lossC = focused(yC, powerC, c, low, tops, share, log, parameter);
      const lossD = focused(yD, powerD, d, low, tops, share, log, parameter);
      loss = f32x4.add(f32x4.add(lossA, lossB), f32x4.add(lossC, lossD));
    } else {
      const mass = f32x4.add(f32x4.add(yA, yB), f32x4.add(yC, yD));
      const near = f32x4.add(f32x4.mul(yA, a), f32x4.mul(yB, b));
      const above = f32x4.add(near, f32x4.add(f32x4.mul(yC, c), f32x4.mul(yD, d)));
      // Neither part is negative: nothing cancels.
      loss = f32x4.sub(f32x4.mul(mass, logarithm(sum)), above);
    }
    if (mask != 0) {
      loss = v128.and(loss, counted(mask, 4));
      mask += 16;
    }
    if (losses != 0) {
      v128.store(losses, loss);
      losses += 16;
    }
    block = f32x4.add(block, loss);
    if (groups % BLOCK == 0) {
      total += sumOfLanes(block);
      block = f32x4.splat(0);
    }
    x += 64;
    labels += 64;
  } while (--groups > 0);
  return total + sumOfLanes(block);
}

/** The gradients of those losses by x, times dy: one for all when they are summed. */
// @ts-ignore: decorator
@inline
export function slopesOfFour(
  kind: i32,
  x: usize,
  labels: usize,
  mask: usize,
  weights: usize,
  groups: i32,
  parameter: f32,
  summed: bool,
  dy: usize,
  dx: usize,
): void {
  if (groups == 0) return;
  const w = kind == BRIER ? f32x4.splat(1) : v128.load(weights);
  const scale = binaryScale(parameter);
  const one = v128.load32_splat(dy);
  do {
    const row0 = v128.load(x);
    const row1 = v128.load(x, 16);
    const row2 = v128.load(x, 32);
    const row3 = v128.load(x, 48);
    const xA = laneOfClass(0, row0, row1, row2, row3);
    const xB = laneOfClass(1, row0, row1, row2, row3);
    const xC = laneOfClass(2, row0, row1, row2, row3);
    const xD = laneOfClass(3, row0, row1, row2, row3);
    const most = f32x4.pmax(f32x4.pmax(xA, xB), f32x4.pmax(xC, xD));
    const belowA = f32x4.sub(xA, most);
    const belowB = f32x4.sub(xB, most);
    const belowC = f32x4.sub(xC, most);
    const belowD = f32x4.sub(xD, most);
    const a = kind == BRIER ? powerOfTwo(f32x4.mul(belowA, scale)) : exponential(belowA);
    const b = kind == BRIER ? powerOfTwo(f32x4.mul(belowB, scale)) : exponential(belowB);
    const c = kind == BRIER ? powerOfTwo(f32x4.mul(belowC, scale)) : exponential(belowC);
    const d = kind == BRIER ? powerOfTwo(f32x4.mul(belowD, scale)) : exponential(belowD);
    const sum = f32x4.add(f32x4.add(a, b), f32x4.add(c, d));
    const y0 = f32x4.mul(v128.load(labels), w);
    const y1 = f32x4.mul(v128.load(labels, 16), w);
    const y2 = f32x4.mul(v128.load(labels, 32), w);
    const y3 = f32x4.mul(v128.load(labels, 48), w);
    const yA = laneOfClass(0, y0, y1, y2, y3);
    const yB = laneOfClass(1, y0, y1, y2, y3);
    const yC = laneOfClass(2, y0, y1, y2, y3);
    const yD = laneOfClass(3, y0, y1, y2, y3);
    let slope = summed ? one : v128.load(dy);
    if (!summed) dy += 16;
    if (mask != 0) {
      slope = v128.and(slope, counted(mask, 4));
      mask += 16;
    }
    let dA: v128;
    let dB: v128;
    let dC: v128;
    let dD: v128;
    if (kind == BRIER) {
      const share = f32x4.div(f32x4.splat(1), sum);
      const pA = f32x4.mul(a, share);
      const pB = f32x4.mul(b, share);
      const pC = f32x4.mul(c, share);
      const pD = f32x4.mul(d, share);
      const gA = squareSlope(pA, yA, weights, 0);
      const gB = squareSlope(pB, yB, weights, 1);
      const gC = squareSlope(pC, yC, weights, 2);
      const gD = squareSlope(pD, yD, weights, 3);
      const half = f32x4.add(f32x4.mul(gA, pA), f32x4.mul(gB, pB));
      const mean = f32x4.add(half, f32x4.add(f32x4.mul(gC, pC), f32x4.mul(gD, pD)));
      slope = f32x4.mul(slope, f32x4.splat(parameter));
      dA = f32x4.mul(pA, f32x4.sub(gA, mean));
      dB = f32x4.mul(pB, f32x4.sub(gB, mean));
      dC = f32x4.mul(pC, f32x4.sub(gC, mean));
      dD = f32x4.mul(pD, f32x4.sub(gD, mean));
    } else if (kind == FOCAL) {
      const tops = topsOf(belowA, belowB, belowC, belowD);
      const low = lowOf(a, b, c, d, belowA, belowB, belowC, belowD);
      const share = f32x4.div(f32x4.splat(1), sum);
      const log = logarithm(sum);
      const pA = f32x4.mul(a, share);
      const pB = f32x4.mul(b, share);
      const pC = f32x4.mul(c, share);
      const pD = f32x4.mul(d, share);
      const missA = missOf(a, belowA, low, tops, share);
      const missB = missOf(b, belowB, low, tops, share);
      const missC = missOf(c, belowC, low, tops, share);
      const missD = missOf(d, belowD, low, tops, share);
      const pullA = pullOf(yA, pA, missA, f32x4.sub(belowA, log), parameter);
      const pullB = pullOf(yB, pB, missB, f32x4.sub(belowB, log), parameter);
      const pullC = pullOf(yC, pC, missC, f32x4.sub(belowC, log), parameter);
      const pullD = pullOf(yD, pD, missD, f32x4.sub(belowD, log), parameter);
      const all = f32x4.add(f32x4.add(pullA, pullB), f32x4.add(pullC, pullD));
      dA = logitSlope(pullA, all, pA, missA);
      dB = logitSlope(pullB, all, pB, missB);
      dC = logitSlope(pullC, all, pC, missC);
      dD = logitSlope(pullD, all, pD, missD);
    } else {
      const mass = f32x4.add(f32x4.add(yA, yB), f32x4.add(yC, yD));
      const share = f32x4.div(mass, sum);
      dA = f32x4.sub(f32x4.mul(a, share), yA);
      dB = f32x4.sub(f32x4.mul(b, share), yB);
      dC = f32x4.sub(f32x4.mul(c, share), yC);
      dD = f32x4.sub(f32x4.mul(d, share), yD);
    }
    transpose(
      f32x4.mul(dA, slope),
      f32x4.mul(dB, slope),
      f32x4.mul(dC, slope),
      f32x4.mul(dD, slope),
      dx,
      16,
      32,
      48,
    );
    x += 64;
    labels += 64;
    dx += 64;
  } while (--groups > 0);
}

/** How many of four are the largest. */
// @ts-ignore: decorator
@inline
function topsOf(a: v128, b: v128, c: v128, d: v128): v128 {
  return f32x4.add(f32x4.add(topPower(a), topPower(b)), f32x4.add(topPower(c), topPower(d)));
}

/** The sum of the powers that are not. */
// @ts-ignore: decorator
@inline
function lowOf(
  powerA: v128,
  powerB: v128,
  powerC: v128,
  powerD: v128,
  a: v128,
  b: v128,
  c: v128,
  d: v128,
): v128 {
  const half = f32x4.add(lowPower(powerA, a), lowPower(powerB, b));
  return f32x4.add(half, f32x4.add(lowPower(powerC, c), lowPower(powerD, d)));
}

/** A class's focal loss. */
// @ts-ignore: decorator
@inline
function focused(
  y: v128,
  power: v128,
  below: v128,
  low: v128,
  tops: v128,
  share: v128,
  log: v128,
  gamma: f32,
): v128 {
  const focusing = focus(missOf(power, below, low, tops, share), gamma);
  return f32x4.mul(f32x4.mul(y, f32x4.sub(log, below)), focusing);
}
