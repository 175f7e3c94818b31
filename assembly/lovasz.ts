// Two digits of 11 bits and one of 10 sort a float's 32 bits.
const DIGIT: i32 = 11;
const BUCKETS: i32 = 1 << DIGIT;

/**
 * Lovász's weight of each error of one class in one group of pixels: the rise of the Jaccard loss at
 * its rank, errors sorted from large to small, equal ones by their place.
 *
 * Berman, Triki, Blaschko, "The Lovász-Softmax Loss" (CVPR 2018), algorithm 1.
 *
 * @param errors 0 or more, a float each `stride` bytes; so labels, 1 where the pixel is of the class, and weights.
 * @param mask a float a pixel, 0 where it does not count and its weight is 0; 0 for none.
 * @param scratch 16 bytes a pixel and 8192.
 */
export function lovaszWeights(
  errors: usize,
  labels: usize,
  mask: usize,
  pixels: i32,
  stride: usize,
  weights: usize,
  scratch: usize,
): void {
  const counts = scratch;
  let from = scratch + (BUCKETS << 2);
  let to = from + (pixels << 3);
  let kept = 0;
  let total: f64 = 0;
  for (let pixel = 0; pixel < pixels; pixel++) {
    const offset = <usize>pixel * stride;
    if (mask != 0 && load<f32>(mask + (pixel << 2)) == 0) {
      store<f32>(weights + offset, 0);
      continue;
    }
    // Positive floats sort as their bits do; turned, the largest comes first. −0 is 0.
    store<u32>(from + (kept << 3), ~(load<u32>(errors + offset) & 0x7fffffff));
    store<i32>(from + (kept << 3) + 4, pixel);
    total += load<f32>(labels + offset);
    kept++;
  }
  for (let shift = 0; shift < 32; shift += DIGIT) {
    sortByDigit(from, to, kept, shift, counts);
    const swap = from;
    from = to;
    to = swap;
  }
  let intersection = total;
  let union = total;
  let before: f64 = 0;
  for (let rank = 0; rank < kept; rank++) {
    const offset = <usize>load<u32>(from + (rank << 3) + 4) * stride;
    const label = <f64>load<f32>(labels + offset);
    intersection -= label;
    union += 1 - label;
    const jaccard = union > 0 ? 1 - intersection / union : 0;
    store<f32>(weights + offset, <f32>(jaccard - before));
    before = jaccard;
  }
}

/** One stable pass of a radix sort over pairs of a key and a place. */
function sortByDigit(from: usize, to: usize, count: i32, shift: i32, counts: usize): void {
  memory.fill(counts, 0, BUCKETS << 2);
  for (let index = 0; index < count; index++) {
    const bucket = counts + (digitOf(from + (index << 3), shift) << 2);
    store<i32>(bucket, load<i32>(bucket) + 1);
  }
  let start = 0;
  for (let bucket = 0; bucket < BUCKETS; bucket++) {
    const size = load<i32>(counts + (bucket << 2));
    store<i32>(counts + (bucket << 2), start);
    start += size;
  }
  for (let index = 0; index < count; index++) {
    const pair = from + (index << 3);
    const bucket = counts + (digitOf(pair, shift) << 2);
    const rank = load<i32>(bucket);
    store<i32>(bucket, rank + 1);
    store<u64>(to + (rank << 3), load<u64>(pair));
  }
}

// @ts-ignore: decorator
@inline
function digitOf(pair: usize, shift: i32): i32 {
  return <i32>((load<u32>(pair) >>> shift) & (BUCKETS - 1));
}
