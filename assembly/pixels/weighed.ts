/** w y, of four pixels. */
// @ts-ignore: decorator
@inline
export function weighed(targets: usize, weights: usize, c: i32): v128 {
  return f32x4.mul(v128.load(targets + (c << 4)), v128.load32_splat(weights + (c << 2)));
}

/** v (1 − y), of four pixels. */
// @ts-ignore: decorator
@inline
export function weighedRest(targets: usize, weights: usize, c: i32): v128 {
  const rest = f32x4.sub(f32x4.splat(1), v128.load(targets + (c << 4)));
  return f32x4.mul(rest, v128.load32_splat(weights + (c << 2)));
}
