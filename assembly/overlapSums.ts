import { activate } from "./activation";
import { counted, firstLanes, toLanes } from "./lanes";

/** Groups of four pixels whose sums float32 holds well; then they go into float64. */
const BLOCK: i32 = 128;

/**
 * Sums over the pixels of each group, for each class: Σpt, Σp (or Σp²), Σt (or Σt²) and Σ|p − t|.
 *
 * @param mask a float a pixel, 0 where it does not count; 0 for none.
 * @param intersection, prediction, labels, difference the sums, in this order: [groups, classes] each.
 * @param scratch 128 bytes a class.
 */
export function overlapSums(
  x: usize,
  target: usize,
  mask: usize,
  groups: i32,
  pixels: i32,
  classes: i32,
  activation: i32,
  alpha: f32,
  squared: bool,
  intersection: usize,
  prediction: usize,
  labels: usize,
  difference: usize,
  scratch: usize,
): void {
  const vector: usize = classes << 4;
  const partial = scratch + 2 * vector;
  const total = partial + 4 * vector;
  for (let group = 0; group < groups; group++) {
    clear(partial, classes * 6);
    for (let pixel = 0; pixel < pixels; pixel += 4) {
      const count = min(4, pixels - pixel);
      const valid = v128.and(counted(mask, count), firstLanes(count));
      add(x, target, valid, count, classes, activation, alpha, squared, scratch, partial);
      const bytes: usize = (count * classes) << 2;
      x += bytes;
      target += bytes;
      if (mask) mask += count << 2;
      if ((pixel >> 2) % BLOCK == BLOCK - 1) {
        collect(partial, total, classes);
        clear(partial, classes * 4);
      }
    }
    collect(partial, total, classes);
    for (let c = 0; c < classes; c++) {
      const place = (group * classes + c) << 2;
      const sum = total + (c << 5);
      store<f32>(intersection + place, <f32>load<f64>(sum));
      store<f32>(prediction + place, <f32>load<f64>(sum, 8));
      store<f32>(labels + place, <f32>load<f64>(sum, 16));
      store<f32>(difference + place, <f32>load<f64>(sum, 24));
    }
  }
}

// @ts-ignore: decorator
@inline
function add(
  x: usize,
  target: usize,
  valid: v128,
  count: i32,
  classes: i32,
  activation: i32,
  alpha: f32,
  squared: bool,
  lanes: usize,
  partial: usize,
): void {
  const labels = lanes + (classes << 4);
  toLanes(x, count, classes, lanes);
  toLanes(target, count, classes, labels);
  const share = activate(lanes, classes, activation, alpha);
  for (let c = 0; c < classes; c++) {
    const p = v128.and(f32x4.mul(v128.load(lanes + (c << 4)), share), valid);
    const t = v128.and(v128.load(labels + (c << 4)), valid);
    const place = partial + (c << 6);
    increase(place, f32x4.mul(p, t));
    increase(place + 16, squared ? f32x4.mul(p, p) : p);
    increase(place + 32, squared ? f32x4.mul(t, t) : t);
    increase(place + 48, f32x4.abs(f32x4.sub(p, t)));
  }
}

// @ts-ignore: decorator
@inline
function increase(place: usize, four: v128): void {
  v128.store(place, f32x4.add(v128.load(place), four));
}

// @ts-ignore: decorator
@inline
function clear(place: usize, vectors: i32): void {
  for (let index = 0; index < vectors; index++) v128.store(place + (index << 4), f32x4.splat(0));
}

function collect(partial: usize, total: usize, classes: i32): void {
  for (let index = 0; index < classes << 2; index++) {
    const four = v128.load(partial + (index << 4));
    const high = v128.shuffle<i64>(four, four, 1, 0);
    const pairs = f64x2.add(f64x2.promote_low_f32x4(four), f64x2.promote_low_f32x4(high));
    const sum = f64x2.extract_lane(pairs, 0) + f64x2.extract_lane(pairs, 1);
    const place = total + (index << 3);
    store<f64>(place, load<f64>(place) + sum);
  }
}
