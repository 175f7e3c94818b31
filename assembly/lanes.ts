// Four neighbouring pixels are worked on at once, one a lane: whatever the number of classes, no
// lane waits for another. A pixel's classes lie next to each other in memory, so rows of classes
// are turned into lanes of pixels and back, four by four.

/** Reads four pixels' rows of `classes` floats as `classes` vectors in a row at `lanes`. */
// @ts-expect-error: decorator
@inline
export function toLanes(rows: usize, classes: i32, lanes: usize): void {
  const stride: usize = classes << 2;
  if (classes == 1) {
    v128.store(lanes, v128.load(rows));
    return;
  }
  let c = 0;
  while (c + 4 <= classes) {
    tileToLanes(rows + (c << 2), stride, lanes + (c << 4));
    c += 4;
  }
  for (; c < classes; c++) v128.store(lanes + (c << 4), gather(rows + (c << 2), stride));
}

/** Writes what `toLanes` reads. */
// @ts-expect-error: decorator
@inline
export function fromLanes(lanes: usize, classes: i32, rows: usize): void {
  const stride: usize = classes << 2;
  if (classes == 1) {
    v128.store(rows, v128.load(lanes));
    return;
  }
  let c = 0;
  while (c + 4 <= classes) {
    tileFromLanes(lanes + (c << 4), rows + (c << 2), stride);
    c += 4;
  }
  for (; c < classes; c++) scatter(rows + (c << 2), stride, v128.load(lanes + (c << 4)));
}

// @ts-expect-error: decorator
@inline
function tileToLanes(rows: usize, stride: usize, lanes: usize): void {
  const a = v128.load(rows);
  const b = v128.load(rows + stride);
  const c = v128.load(rows + 2 * stride);
  const d = v128.load(rows + 3 * stride);
  const ab = v128.shuffle<i32>(a, b, 0, 4, 1, 5);
  const cd = v128.shuffle<i32>(c, d, 0, 4, 1, 5);
  const abHigh = v128.shuffle<i32>(a, b, 2, 6, 3, 7);
  const cdHigh = v128.shuffle<i32>(c, d, 2, 6, 3, 7);
  v128.store(lanes, v128.shuffle<i64>(ab, cd, 0, 2));
  v128.store(lanes, v128.shuffle<i64>(ab, cd, 1, 3), 16);
  v128.store(lanes, v128.shuffle<i64>(abHigh, cdHigh, 0, 2), 32);
  v128.store(lanes, v128.shuffle<i64>(abHigh, cdHigh, 1, 3), 48);
}

// @ts-expect-error: decorator
@inline
function tileFromLanes(lanes: usize, rows: usize, stride: usize): void {
  const a = v128.load(lanes);
  const b = v128.load(lanes, 16);
  const c = v128.load(lanes, 32);
  const d = v128.load(lanes, 48);
  const ab = v128.shuffle<i32>(a, b, 0, 4, 1, 5);
  const cd = v128.shuffle<i32>(c, d, 0, 4, 1, 5);
  const abHigh = v128.shuffle<i32>(a, b, 2, 6, 3, 7);
  const cdHigh = v128.shuffle<i32>(c, d, 2, 6, 3, 7);
  v128.store(rows, v128.shuffle<i64>(ab, cd, 0, 2));
  v128.store(rows + stride, v128.shuffle<i64>(ab, cd, 1, 3));
  v128.store(rows + 2 * stride, v128.shuffle<i64>(abHigh, cdHigh, 0, 2));
  v128.store(rows + 3 * stride, v128.shuffle<i64>(abHigh, cdHigh, 1, 3));
}

// @ts-expect-error: decorator
@inline
function gather(place: usize, stride: usize): v128 {
  let four = v128.load32_zero(place);
  four = v128.load_lane<u32>(place + stride, four, 1);
  four = v128.load_lane<u32>(place + 2 * stride, four, 2);
  return v128.load_lane<u32>(place + 3 * stride, four, 3);
}

// @ts-expect-error: decorator
@inline
function scatter(place: usize, stride: usize, four: v128): void {
  v128.store_lane<u32>(place, four, 0);
  v128.store_lane<u32>(place + stride, four, 1);
  v128.store_lane<u32>(place + 2 * stride, four, 2);
  v128.store_lane<u32>(place + 3 * stride, four, 3);
}

/** All bits where a pixel counts; `mask` holds a float a pixel, or is 0 when all count. */
// @ts-expect-error: decorator
@inline
export function counted(mask: usize): v128 {
  return mask == 0 ? i32x4.splat(-1) : f32x4.ne(v128.load(mask), f32x4.splat(0));
}

/** All bits in the first `count` lanes. */
// @ts-expect-error: decorator
@inline
export function firstLanes(count: i32): v128 {
  return i32x4.gt_s(i32x4.splat(count), i32x4(0, 1, 2, 3));
}
