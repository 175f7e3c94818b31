// Softmax's focal loss of four pixels, one a lane.
import { exponential, logarithm } from "../vectors/exponential";
import { focus, focusSlope } from "../vectors/power";
import { weighed } from "./weighed";

// 1 − p is the share of the others. They are summed by themselves, so that it is not rounded away where p
// is nearly 1: the powers below the largest, and how many there are of that.

/** A power of e where it is below the largest. */
// @ts-ignore: decorator
@inline
function lowPower(power: v128, below: v128): v128 {
  return v128.andnot(power, f32x4.eq(below, f32x4.splat(0)));
}

/** 1 where the power of e is the largest. */
// @ts-ignore: decorator
@inline
function topPower(below: v128): v128 {
  return v128.and(f32x4.splat(1), f32x4.eq(below, f32x4.splat(0)));
}

/** 1 − p. */
// @ts-ignore: decorator
@inline
function missOf(power: v128, below: v128, low: v128, tops: v128, share: v128): v128 {
  const others = f32x4.sub(low, lowPower(power, below));
  return f32x4.mul(f32x4.add(f32x4.sub(tops, topPower(below)), others), share);
}

/** The gradient of y m^γ (−log p) by p, times p. */
// @ts-ignore: decorator
@inline
function pullOf(y: v128, p: v128, miss: v128, logP: v128, gamma: f32): v128 {
  const moved = f32x4.mul(focusSlope(miss, gamma), f32x4.mul(p, logP));
  return f32x4.mul(y, f32x4.sub(moved, focus(miss, gamma)));
}

/** What pulls one class by itself, and all together, at its logit: h − p Σh, where p nearly 1 cancels nothing. */
// @ts-ignore: decorator
@inline
function logitSlope(pull: v128, all: v128, p: v128, miss: v128): v128 {
  return f32x4.sub(f32x4.mul(miss, pull), f32x4.mul(p, f32x4.sub(all, pull)));
}

/** Each pixel's loss. */
// @ts-ignore: decorator
@inline
export function focalSoftmaxLoss(
  lanes: usize,
  targets: usize,
  weights: usize,
  classes: i32,
  gamma: f32,
): v128 {
  const powers = targets + (classes << 4);
  const tops = splitPowers(lanes, powers, classes);
  const low = lowSum(lanes, powers, classes);
  const sum = f32x4.add(low, tops);
  const share = f32x4.div(f32x4.splat(1), sum);
  const logSum = logarithm(sum);
  let loss = f32x4.splat(0);
  for (let c = 0; c < classes; c++) {
    const below = v128.load(lanes + (c << 4));
    const miss = missOf(v128.load(powers + (c << 4)), below, low, tops, share);
    const cost = f32x4.mul(weighed(targets, weights, c), f32x4.sub(logSum, below));
    loss = f32x4.add(loss, f32x4.mul(cost, focus(miss, gamma)));
  }
  return loss;
}

/** Puts the gradient, times a slope a pixel, in the place of x. */
// @ts-ignore: decorator
@inline
export function focalSoftmaxSlopes(
  lanes: usize,
  targets: usize,
  weights: usize,
  classes: i32,
  gamma: f32,
  slope: v128,
): void {
  const powers = targets + (classes << 4);
  const tops = splitPowers(lanes, powers, classes);
  const low = lowSum(lanes, powers, classes);
  const sum = f32x4.add(low, tops);
  const share = f32x4.div(f32x4.splat(1), sum);
  const logSum = logarithm(sum);
  let all = f32x4.splat(0);
  for (let c = 0; c < classes; c++) {
    const place: usize = c << 4;
    const below = v128.load(lanes + place);
    const power = v128.load(powers + place);
    const miss = missOf(power, below, low, tops, share);
    const p = f32x4.mul(power, share);
    const pull = pullOf(weighed(targets, weights, c), p, miss, f32x4.sub(below, logSum), gamma);
    all = f32x4.add(all, pull);
    v128.store(targets + place, pull);
    v128.store(powers + place, p);
    v128.store(lanes + place, miss);
  }
  for (let c = 0; c < classes; c++) {
    const place: usize = c << 4;
    const p = v128.load(powers + place);
    const dx = logitSlope(v128.load(targets + place), all, p, v128.load(lanes + place));
    v128.store(lanes + place, f32x4.mul(dx, slope));
  }
}

/** Puts x − max in the place of x, its power of e at `powers`, and returns how many are the largest. */
// @ts-ignore: decorator
@inline
function splitPowers(lanes: usize, powers: usize, classes: i32): v128 {
  let most = v128.load(lanes);
  for (let c = 1; c < classes; c++) most = f32x4.pmax(most, v128.load(lanes + (c << 4)));
  let tops = f32x4.splat(0);
  for (let c = 0; c < classes; c++) {
    const below = f32x4.sub(v128.load(lanes + (c << 4)), most);
    v128.store(lanes + (c << 4), below);
    v128.store(powers + (c << 4), exponential(below));
    tops = f32x4.add(tops, topPower(below));
  }
  return tops;
}

// @ts-ignore: decorator
@inline
function lowSum(lanes: usize, powers: usize, classes: i32): v128 {
  let low = f32x4.splat(0);
  for (let c = 0; c < classes; c++) {
    low = f32x4.add(low, lowPower(v128.load(powers + (c << 4)), v128.load(lanes + (c << 4))));
  }
  return low;
}
