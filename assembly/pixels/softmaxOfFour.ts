// Softmax cross-entropy of four pixels of four classes at once: registers hold them all.
import { exponential, logarithm } from "../vectors/exponential";
import { counted, laneOfClass, sumOfLanes, transpose } from "../vectors/lanes";

/** Groups of four pixels whose losses float32 sums well; then they go into float64. */
const BLOCK: i32 = 128;

/** The losses of `groups` of four pixels, left at an address that is not 0; returns their sum. */
export function lossesOfFour(
  x: usize,
  labels: usize,
  mask: usize,
  weights: usize,
  groups: i32,
  losses: usize,
): f64 {
  if (groups == 0) return 0;
  const w = v128.load(weights);
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
    const low = f32x4.add(exponential(a), exponential(b));
    const sum = f32x4.add(low, f32x4.add(exponential(c), exponential(d)));
    const y0 = f32x4.mul(v128.load(labels), w);
    const y1 = f32x4.mul(v128.load(labels, 16), w);
    const y2 = f32x4.mul(v128.load(labels, 32), w);
    const y3 = f32x4.mul(v128.load(labels, 48), w);
    const yA = laneOfClass(0, y0, y1, y2, y3);
    const yB = laneOfClass(1, y0, y1, y2, y3);
    const yC = laneOfClass(2, y0, y1, y2, y3);
    const yD = laneOfClass(3, y0, y1, y2, y3);
    const mass = f32x4.add(f32x4.add(yA, yB), f32x4.add(yC, yD));
    const near = f32x4.add(f32x4.mul(yA, a), f32x4.mul(yB, b));
    const above = f32x4.add(near, f32x4.add(f32x4.mul(yC, c), f32x4.mul(yD, d)));
    // Neither part is negative: nothing cancels.
    let loss = f32x4.sub(f32x4.mul(mass, logarithm(sum)), above);
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
export function slopesOfFour(
  x: usize,
  labels: usize,
  mask: usize,
  weights: usize,
  groups: i32,
  summed: bool,
  dy: usize,
  dx: usize,
): void {
  if (groups == 0) return;
  const w = v128.load(weights);
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
    const a = exponential(f32x4.sub(xA, most));
    const b = exponential(f32x4.sub(xB, most));
    const c = exponential(f32x4.sub(xC, most));
    const d = exponential(f32x4.sub(xD, most));
    const sum = f32x4.add(f32x4.add(a, b), f32x4.add(c, d));
    const y0 = f32x4.mul(v128.load(labels), w);
    const y1 = f32x4.mul(v128.load(labels, 16), w);
    const y2 = f32x4.mul(v128.load(labels, 32), w);
    const y3 = f32x4.mul(v128.load(labels, 48), w);
    const yA = laneOfClass(0, y0, y1, y2, y3);
    const yB = laneOfClass(1, y0, y1, y2, y3);
    const yC = laneOfClass(2, y0, y1, y2, y3);
    const yD = laneOfClass(3, y0, y1, y2, y3);
    const mass = f32x4.add(f32x4.add(yA, yB), f32x4.add(yC, yD));
    const share = f32x4.div(mass, sum);
    let slope = summed ? one : v128.load(dy);
    if (!summed) dy += 16;
    if (mask != 0) {
      slope = v128.and(slope, counted(mask, 4));
      mask += 16;
    }
    transpose(
      f32x4.mul(f32x4.sub(f32x4.mul(a, share), yA), slope),
      f32x4.mul(f32x4.sub(f32x4.mul(b, share), yB), slope),
      f32x4.mul(f32x4.sub(f32x4.mul(c, share), yC), slope),
      f32x4.mul(f32x4.sub(f32x4.mul(d, share), yD), slope),
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
