// Four neighbouring pixels are worked on at once, one a lane: whatever the number of classes, no
// lane waits for another. A pixel's classes lie next to each other in memory, so rows of classes
// are turned into lanes of pixels and back, four by four.
//
// The last pixels of a group may be fewer than four. Their missing lanes stand for the last pixel
// again, so nothing behind it is read, and it is written more than once with the same values.

/** The byte offset of each lane's row from the first; `count` is 1 to 4. */
// @ts-ignore: decorator
@inline
function rowOffset(lane: i32, count: i32, classes: i32): usize {
  return (min(lane, count - 1) * classes) << 2;
}

/** Reads rows of `classes` floats of `count` pixels as `classes` vectors in a row at `lanes`. */
// @ts-ignore: decorator
@inline
export function toLanes(rows: usize, count: i32, classes: i32, lanes: usize): void {
  if (classes == 1) {
    v128.store(lanes, loadPixels(rows, count));
    return;
  }
  const second = rows + rowOffset(1, count, classes);
  const third = rows + rowOffset(2, count, classes);
  const fourth = rows + rowOffset(3, count, classes);
  let c = 0;
  while (c + 4 <= classes) {
    const place = c << 2;
    transpose(
      v128.load(rows + place),
      v128.load(second + place),
      v128.load(third + place),
      v128.load(fourth + place),
      lanes + (c << 4),
      16,
      32,
      48,
    );
    c += 4;
  }
  for (; c < classes; c++) {
    const place = c << 2;
    let four = v128.load32_zero(rows + place);
    four = v128.load_lane<u32>(second + place, four, 1);
    four = v128.load_lane<u32>(third + place, four, 2);
    v128.store(lanes + (c << 4), v128.load_lane<u32>(fourth + place, four, 3));
  }
}

/** Writes what `toLanes` reads. */
// @ts-ignore: decorator
@inline
export function fromLanes(lanes: usize, count: i32, classes: i32, rows: usize): void {
  if (classes == 1) {
    storePixels(rows, v128.load(lanes), count);
    return;
  }
  const second = rowOffset(1, count, classes);
  const third = rowOffset(2, count, classes);
  const fourth = rowOffset(3, count, classes);
  let c = 0;
  while (c + 4 <= classes) {
    const from = lanes + (c << 4);
    transpose(
      v128.load(from),
      v128.load(from, 16),
      v128.load(from, 32),
      v128.load(from, 48),
      rows + (c << 2),
      second,
      third,
      fourth,
    );
    c += 4;
  }
  for (; c < classes; c++) {
    const four = v128.load(lanes + (c << 4));
    const place = rows + (c << 2);
    v128.store_lane<u32>(place, four, 0);
    v128.store_lane<u32>(place + second, four, 1);
    v128.store_lane<u32>(place + third, four, 2);
    v128.store_lane<u32>(place + fourth, four, 3);
  }
}

// @ts-ignore: decorator
@inline
export function transpose(
  a: v128,
  b: v128,
  c: v128,
  d: v128,
  place: usize,
  second: usize,
  third: usize,
  fourth: usize,
): void {
  const ab = lows(a, b);
  const cd = lows(c, d);
  const abHigh = highs(a, b);
  const cdHigh = highs(c, d);
  v128.store(place, v128.shuffle<i64>(ab, cd, 0, 2));
  v128.store(place + second, v128.shuffle<i64>(ab, cd, 1, 3));
  v128.store(place + third, v128.shuffle<i64>(abHigh, cdHigh, 0, 2));
  v128.store(place + fourth, v128.shuffle<i64>(abHigh, cdHigh, 1, 3));
}

/** One of four classes, `c`, of four pixels, given a vector each. */
// @ts-ignore: decorator
@inline
export function laneOfClass(c: i32, row0: v128, row1: v128, row2: v128, row3: v128): v128 {
  const pair = c < 2 ? lows(row0, row1) : highs(row0, row1);
  const next = c < 2 ? lows(row2, row3) : highs(row2, row3);
  if ((c & 1) == 0) return v128.shuffle<i64>(pair, next, 0, 2);
  return v128.shuffle<i64>(pair, next, 1, 3);
}

/** The lower lanes of both, in turns. */
// @ts-ignore: decorator
@inline
function lows(a: v128, b: v128): v128 {
  return v128.shuffle<i32>(a, b, 0, 4, 1, 5);
}

/** The upper lanes of both, in turns. */
// @ts-ignore: decorator
@inline
function highs(a: v128, b: v128): v128 {
  return v128.shuffle<i32>(a, b, 2, 6, 3, 7);
}

/** Four floats, one a pixel. */
// @ts-ignore: decorator
@inline
export function loadPixels(place: usize, count: i32): v128 {
  if (count == 4) return v128.load(place);
  let four = v128.load32_splat(place);
  if (count > 1) four = v128.load_lane<u32>(place + 4, four, 1);
  if (count > 2) four = v128.load_lane<u32>(place + 8, four, 2);
  // The missing lanes are the last pixel again.
  const last = v128.load32_splat(place + ((count - 1) << 2));
  return v128.bitselect(four, last, firstLanes(count));
}

/** Writes what `loadPixels` reads. */
// @ts-ignore: decorator
@inline
export function storePixels(place: usize, four: v128, count: i32): void {
  if (count == 4) {
    v128.store(place, four);
    return;
  }
  v128.store_lane<u32>(place, four, 0);
  if (count > 1) v128.store_lane<u32>(place + 4, four, 1);
  if (count > 2) v128.store_lane<u32>(place + 8, four, 2);
}

/** All bits where a pixel counts; `mask` holds a float a pixel, or is 0 when all count. */
// @ts-ignore: decorator
@inline
export function counted(mask: usize, count: i32): v128 {
  return mask == 0 ? i32x4.splat(-1) : f32x4.ne(loadPixels(mask, count), f32x4.splat(0));
}

/** All bits in the first `count` lanes. */
// @ts-ignore: decorator
@inline
export function firstLanes(count: i32): v128 {
  return i32x4.gt_s(i32x4.splat(count), i32x4(0, 1, 2, 3));
}

/** The sum of four floats in float64. */
// @ts-ignore: decorator
@inline
export function sumOfLanes(four: v128): f64 {
  const high = v128.shuffle<i64>(four, four, 1, 0);
  const pairs = f64x2.add(f64x2.promote_low_f32x4(four), f64x2.promote_low_f32x4(high));
  return f64x2.extract_lane(pairs, 0) + f64x2.extract_lane(pairs, 1);
}
