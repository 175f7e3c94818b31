import { activate, SIGMOID, SOFTMAX, sigmoid } from "../vectors/activation";
import { counted, fromLanes, loadPixels, storePixels, toLanes } from "../vectors/lanes";
import { overlapGradientOfChunks } from "./overlapGradientOfChunks";
import { slope, throughSigmoid } from "./slope";

/**
 * The gradient with respect to x of what `overlapSums` sums, from the gradients of its sums.
 *
 * The gradient g by the probabilities, of slope.ts, goes through the activation: softmax α p (g − Σ g p),
 * sigmoid α p (1 − p) g. Pixels that do not count get exactly 0.
 *
 * @param intersection, above, below the sums' gradients: [groups, classes].
 * @param dx like x.
 * @param mask a float a pixel, 0 where it does not count; 0 for none.
 * @param scratch 80 bytes a class and a chunk.
 */
export function overlapGradient(
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
  above: usize,
  below: usize,
  dx: usize,
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
      above,
      below,
      dx,
    );
  }
  const by = scratch + (classes << 5);
  // Groups of one pixel are taken four at a time, each in a lane of its own.
  const single = pixels == 1;
  for (let group = 0; group < groups; group += single ? 4 : 1) {
    const rows = single ? min(4, groups - group) : pixels;
    const lanes = single ? rows : 0;
    const place = (group * classes) << 2;
    read(intersection + place, lanes, classes, by);
    read(above + place, lanes, classes, by + (classes << 4));
    read(below + place, lanes, classes, by + (classes << 5));
    let start = 0;
    if (!single) {
      start = overlapGradientOfChunks(
        x,
        target,
        mask,
        pixels,
        classes,
        activation,
        alpha,
        summed,
        intersection + place,
        above + place,
        below + place,
        dx,
        by + 3 * (classes << 4),
      );
      const bytes: usize = (start * classes) << 2;
      x += bytes;
      target += bytes;
      dx += bytes;
      if (mask) mask += start << 2;
    }
    for (let row = start; row < rows; row += 4) {
      const count = min(4, rows - row);
      const valid = counted(mask, count);
      pullBack(x, target, valid, count, classes, activation, alpha, summed, by, dx, scratch);
      const bytes: usize = (count * classes) << 2;
      x += bytes;
      target += bytes;
      dx += bytes;
      if (mask) mask += count << 2;
    }
  }
}

/** Reads a sum's gradients: of as many groups as there are lanes in use, or of one, for all lanes. */
function read(slopes: usize, lanes: i32, classes: i32, by: usize): void {
  if (lanes > 0) {
    toLanes(slopes, lanes, classes, by);
    return;
  }
  for (let c = 0; c < classes; c++) {
    v128.store(by + (c << 4), v128.load32_splat(slopes + (c << 2)));
  }
}

// @ts-ignore: decorator
@inline
function pullBack(
  x: usize,
  target: usize,
  valid: v128,
  count: i32,
  classes: i32,
  activation: i32,
  alpha: f32,
  summed: i32,
  by: usize,
  dx: usize,
  lanes: usize,
): void {
  // The slopes take the place of the labels that they are made of.
  const vector: usize = classes << 4;
  const slopes = lanes + vector;
  toLanes(x, count, classes, lanes);
  toLanes(target, count, classes, slopes);
  const share = activate(lanes, classes, activation, alpha);
  let inner = f32x4.splat(0);
  for (let c = 0; c < classes; c++) {
    const p = f32x4.mul(v128.load(lanes + (c << 4)), share);
    const t = v128.load(slopes + (c << 4));
    const place = by + (c << 4);
    const i = v128.load(place);
    const s = v128.load(place + vector);
    const d = v128.load(place + 2 * vector);
    const g = slope(p, t, summed, i, s, d);
    v128.store(slopes + (c << 4), g);
    inner = f32x4.add(inner, f32x4.mul(g, p));
  }
  const scale = f32x4.splat(alpha);
  for (let c = 0; c < classes; c++) {
    const p = f32x4.mul(v128.load(lanes + (c << 4)), share);
    let g = v128.load(slopes + (c << 4));
    if (activation == SOFTMAX) g = f32x4.mul(f32x4.mul(p, f32x4.sub(g, inner)), scale);
    else if (activation == SIGMOID) {
      g = f32x4.mul(throughSigmoid(g, p), scale);
    }
    v128.store(slopes + (c << 4), v128.and(g, valid));
  }
  fromLanes(slopes, count, classes, dx);
}

/** The gradient where each class of each pixel is a group by itself, four at once as they lie. */
function ofElements(
  x: usize,
  target: usize,
  size: i32,
  sigmoidal: bool,
  alpha: f32,
  summed: i32,
  intersection: usize,
  above: usize,
  below: usize,
  dx: usize,
): void {
  const scale = f32x4.splat(alpha);
  for (let index = 0; index < size; index += 4) {
    const count = min(4, size - index);
    const offset = index << 2;
    let p = loadPixels(x + offset, count);
    if (sigmoidal) p = sigmoid(f32x4.mul(p, scale));
    const i = loadPixels(intersection + offset, count);
    const s = loadPixels(above + offset, count);
    const d = loadPixels(below + offset, count);
    let g = slope(p, loadPixels(target + offset, count), summed, i, s, d);
    if (sigmoidal) g = f32x4.mul(throughSigmoid(g, p), scale);
    storePixels(dx + offset, g, count);
  }
}
