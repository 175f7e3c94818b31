import { activate, SIGMOID, SOFTMAX, sigmoid } from "../vectors/activation";
import { counted, firstLanes, fromLanes, loadPixels, storePixels, sumOfLanes, toLanes } from "../vectors/lanes";
import { overlapSumsOfChunks } from "./overlapSumsOfChunks";
import { ERRORS, firstTerm, secondTerm } from "./summed";

/** Pixels whose sums float32 holds well; then they go into float64. */
const BLOCK: i32 = 512;

/**
 * Sums over the pixels of each group, for each class: Σpt and the two or three of summed.ts.
 *
 * @param mask a float a pixel, 0 where it does not count, and x and target are 0; 0 for none.
 * @param intersection, prediction, labels, shared the sums, in this order: [groups, classes] each; the
 *   last is left as it is when only two are summed.
 * @param scratch 128 bytes a class and a chunk.
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
  summed: i32,
  intersection: usize,
  prediction: usize,
  labels: usize,
  shared: usize,
  scratch: usize,
): void {
  if (pixels == 1 && mask == 0 && activation != SOFTMAX) {
    const size = groups * classes;
    const sigmoidal = activation == SIGMOID;
    return ofElements(
      x,
      target,
      size,
      sigmoidal,
      alpha,
      summed,
      intersection,
      prediction,
      labels,
      shared,
    );
  }
  const vector: usize = classes << 4;
  const partial = scratch + 2 * vector;
  const total = partial + 4 * vector;
  const errors = summed == ERRORS;
  // Groups of one pixel are taken four at a time, each in a lane of its own.
  const single = pixels == 1;
  for (let group = 0; group < groups; group += single ? 4 : 1) {
    const rows = single ? min(4, groups - group) : pixels;
    let start = 0;
    if (!single) {
      clear(total, classes * 2);
      start = overlapSumsOfChunks(
        x,
        target,
        mask,
        pixels,
        classes,
        activation,
        alpha,
        summed,
        total,
        total + 2 * vector,
      );
      const bytes: usize = (start * classes) << 2;
      x += bytes;
      target += bytes;
      if (mask) mask += start << 2;
    }
    if (start == rows) clear(partial, classes * 4);
    for (let row = start; row < rows; row += 4) {
      const count = min(4, rows - row);
      let valid = counted(mask, count);
      // Missing lanes stand for the last group where each is one, and are not to be summed where not.
      if (!single) valid = v128.and(valid, firstLanes(count));
      const first = row == start || row % BLOCK == 0;
      if (first && row > start) collect(partial, total, classes);
      add(
        x,
        target,
        valid,
        count,
        classes,
        activation,
        alpha,
        summed,
        scratch,
        partial,
        first,
      );
      const bytes: usize = (count * classes) << 2;
      x += bytes;
      target += bytes;
      if (mask) mask += count << 2;
    }
    const lanes = single ? rows : 0;
    const place = (group * classes) << 2;
    const sums: usize = classes << 3;
    write(partial, total, lanes, classes, intersection + place);
    write(partial + vector, total + sums, lanes, classes, prediction + place);
    write(partial + 2 * vector, total + 2 * sums, lanes, classes, labels + place);
    if (errors) write(partial + 3 * vector, total + 3 * sums, lanes, classes, shared + place);
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
  summed: i32,
  lanes: usize,
  partial: usize,
  first: bool,
): void {
  const vector: usize = classes << 4;
  const labels = lanes + vector;
  toLanes(x, count, classes, lanes);
  toLanes(target, count, classes, labels);
  const share = activate(lanes, classes, activation, alpha);
  for (let c = 0; c < classes; c++) {
    const p = v128.and(f32x4.mul(v128.load(lanes + (c << 4)), share), valid);
    const t = v128.and(v128.load(labels + (c << 4)), valid);
    const place = partial + (c << 4);
    increase(first, place, f32x4.mul(p, t));
    increase(first, place + vector, firstTerm(p, t, summed));
    increase(first, place + 2 * vector, secondTerm(p, t, summed));
    if (summed == ERRORS) increase(first, place + 3 * vector, f32x4.pmin(p, t));
  }
}

// @ts-ignore: decorator
@inline
function increase(first: bool, place: usize, four: v128): void {
  v128.store(place, first ? four : f32x4.add(v128.load(place), four));
}

// @ts-ignore: decorator
@inline
function clear(place: usize, vectors: i32): void {
  for (let index = 0; index < vectors; index++) v128.store(place + (index << 4), f32x4.splat(0));
}

function collect(partial: usize, total: usize, classes: i32): void {
  for (let index = 0; index < classes << 2; index++) {
    const place = total + (index << 3);
    store<f64>(place, load<f64>(place) + sumOfLanes(v128.load(partial + (index << 4))));
  }
}

/**
 * Writes one of the sums: of as many groups as there are lanes in use, or, with none, of one, whose
 * earlier blocks are summed in float64.
 */
function write(partial: usize, total: usize, lanes: i32, classes: i32, sums: usize): void {
  if (lanes > 0) {
    fromLanes(partial, lanes, classes, sums);
    return;
  }
  for (let c = 0; c < classes; c++) {
    const sum = load<f64>(total + (c << 3)) + sumOfLanes(v128.load(partial + (c << 4)));
    store<f32>(sums + (c << 2), <f32>sum);
  }
}

/** The terms where each class of each pixel is a group by itself: its sums are its terms. */
function ofElements(
  x: usize,
  target: usize,
  size: i32,
  sigmoidal: bool,
  alpha: f32,
  summed: i32,
  intersection: usize,
  prediction: usize,
  labels: usize,
  shared: usize,
): void {
  const scale = f32x4.splat(alpha);
  for (let index = 0; index < size; index += 4) {
    const count = min(4, size - index);
    const offset = index << 2;
    let p = loadPixels(x + offset, count);
    if (sigmoidal) p = sigmoid(f32x4.mul(p, scale));
    const t = loadPixels(target + offset, count);
    storePixels(intersection + offset, f32x4.mul(p, t), count);
    storePixels(prediction + offset, firstTerm(p, t, summed), count);
    storePixels(labels + offset, secondTerm(p, t, summed), count);
    if (summed == ERRORS) storePixels(shared + offset, f32x4.pmin(p, t), count);
  }
}
