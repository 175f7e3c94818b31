import { binaryScale, exponential, minusAbsolute, powerOfTwo } from "./exponential";

// What turns a network's output into probabilities; the numbers are those of fused/activations.ts.
export const NONE: i32 = 0;
export const SOFTMAX: i32 = 1;
export const SIGMOID: i32 = 2;

/**
 * Turns four pixels' classes, `classes` vectors in a row at `lanes`, into probabilities but for a
 * factor, which it returns: whoever reads them multiplies, and a pass over them is saved.
 */
// @ts-ignore: decorator
@inline
export function activate(lanes: usize, classes: i32, activation: i32, alpha: f32): v128 {
  if (activation == SOFTMAX) return f32x4.div(f32x4.splat(1), powers(lanes, classes, alpha));
  if (activation == SIGMOID) {
    const scale = f32x4.splat(alpha);
    for (let c = 0; c < classes; c++) {
      const place = lanes + (c << 4);
      v128.store(place, sigmoid(f32x4.mul(v128.load(place), scale)));
    }
  }
  return f32x4.splat(1);
}

/** Puts exp(α (x − max)) in the place of x and returns its sum over the classes. */
// @ts-ignore: decorator
@inline
export function powers(lanes: usize, classes: i32, alpha: f32): v128 {
  const scale = binaryScale(alpha);
  let most = v128.load(lanes);
  for (let c = 1; c < classes; c++) most = f32x4.pmax(most, v128.load(lanes + (c << 4)));
  let sum = f32x4.splat(0);
  for (let c = 0; c < classes; c++) {
    const place = lanes + (c << 4);
    const power = powerOfTwo(f32x4.mul(f32x4.sub(v128.load(place), most), scale));
    v128.store(place, power);
    sum = f32x4.add(sum, power);
  }
  return sum;
}

/** From exp of what is below 0 alone, which cannot overflow. */
// @ts-ignore: decorator
@inline
export function sigmoid(x: v128): v128 {
  const power = exponential(minusAbsolute(x));
  const above = v128.bitselect(f32x4.splat(1), power, f32x4.ge(x, f32x4.splat(0)));
  return f32x4.div(above, f32x4.add(f32x4.splat(1), power));
}
