// The losses of pixels; pixelLosses.ts says what their arguments are.
import { BRIER, CROSS_ENTROPY, FOCAL } from "./pixelKinds";
import { lossesOf, slopesOf } from "./pixelLosses";

/**
 * Cross-entropy from logits: with softmax Σ_c w_c y_c (log Σ exp x − x_c), a pixel's; with sigmoid
 * w_c y_c softplus(−x_c) + v_c (1 − y_c) softplus(x_c), a class's. It has no parameter.
 */
export function crossEntropy(
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
  return lossesOf(CROSS_ENTROPY, x, labels, mask, weights, pixels, classes, activation, parameter, losses, scratch);
}

export function crossEntropyGradient(
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
  slopesOf(CROSS_ENTROPY, x, labels, mask, weights, pixels, classes, activation, parameter, summed, dy, dx, scratch);
}

/**
 * The focal loss from logits: with softmax −Σ_c w_c y_c (1 − p_c)^γ log p_c, a pixel's; with sigmoid
 * (w_c y_c + v_c (1 − y_c)) m^γ b, a class's, of its miss m and its cross-entropy b. The parameter is γ.
 */
export function focal(
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
  return lossesOf(FOCAL, x, labels, mask, weights, pixels, classes, activation, parameter, losses, scratch);
}

export function focalGradient(
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
  slopesOf(FOCAL, x, labels, mask, weights, pixels, classes, activation, parameter, summed, dy, dx, scratch);
}

/** The Brier loss Σ_c w_c (p_c − y_c)², a pixel's. The parameter is α. */
export function brier(
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
  return lossesOf(BRIER, x, labels, mask, weights, pixels, classes, activation, parameter, losses, scratch);
}

export function brierGradient(
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
  slopesOf(BRIER, x, labels, mask, weights, pixels, classes, activation, parameter, summed, dy, dx, scratch);
}
