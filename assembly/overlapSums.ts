import { activate } from "./activation";
import { counted, firstLanes, toLanes } from "./lanes";

/** Groups of four pixels whose sums float32 holds well; then they go into float64. */
const BLOCK: i32 = 128;

/**
 * Sums over the pixels of each group, for each class: Σpt, Σp (or Σp²), Σt (or Σt²) and Σ|p − t|.
 *
 * @param mask a float a pixel, 0 where it does not count; 0 for none.
 * @param intersection, prediction, labels, difference the sums, in this order: [groups, classes] each.
 * @param scratch 160 bytes a class and 16.
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
  const four: usize = classes << 4;
  const partial = scratch + 2 * four;
  const total = partial + 4 * four;
  const rest = total + 2 * four;
  for (let group = 0; group < groups; group++) {
    memory.fill(partial, 0, 6 * four);
    let pixel = 0;
    for (; pixel + 4 <= pixels; pixel += 4) {
      add(x, target, counted(mask), classes, activation, alpha, squared, scratch, partial);
      x += four;
      target += four;
      if (mask) mask += 16;
      if ((pixel >> 2) % BLOCK == BLOCK - 1) collect(partial, total, classes);
    }
    const left = pixels - pixel;
    if (left > 0) {
      // The last pixels of a group as four, in a place where nothing lies behind them.
      const bytes: usize = (left * classes) << 2;
      memory.fill(rest, 0, 2 * four + 16);
      memory.copy(rest, x, bytes);
      memory.copy(rest + four, target, bytes);
      const flags = rest + 2 * four;
      if (mask) memory.copy(flags, mask, left << 2);
      const valid = v128.and(firstLanes(left), counted(mask ? flags : 0));
      add(rest, rest + four, valid, classes, activation, alpha, squared, scratch, partial);
      x += bytes;
      target += bytes;
      if (mask) mask += left << 2;
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

// @ts-expect-error: decorator
@inline
function add(
  x: usize,
  target: usize,
  valid: v128,
  classes: i32,
  activation: i32,
  alpha: f32,
  squared: bool,
  lanes: usize,
  partial: usize,
): void {
  const labels = lanes + (classes << 4);
  toLanes(x, classes, lanes);
  toLanes(target, classes, labels);
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

// @ts-expect-error: decorator
@inline
function increase(place: usize, four: v128): void {
  v128.store(place, f32x4.add(v128.load(place), four));
}

function collect(partial: usize, total: usize, classes: i32): void {
  for (let index = 0; index < classes << 2; index++) {
    const four = v128.load(partial + (index << 4));
    const low = <f64>f32x4.extract_lane(four, 0) + <f64>f32x4.extract_lane(four, 1);
    const high = <f64>f32x4.extract_lane(four, 2) + <f64>f32x4.extract_lane(four, 3);
    const place = total + (index << 3);
    store<f64>(place, load<f64>(place) + low + high);
  }
  memory.fill(partial, 0, classes << 6);
}
