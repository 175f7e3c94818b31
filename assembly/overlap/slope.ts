/** The gradient by the probabilities: i t + s (2sp when squared) + d sign(p − t). */
// @ts-ignore: decorator
@inline
export function slope(
  p: v128,
  t: v128,
  squared: bool,
  distances: bool,
  i: v128,
  s: v128,
  d: v128,
): v128 {
  const g = f32x4.add(f32x4.mul(t, i), squared ? f32x4.mul(s, f32x4.add(p, p)) : s);
  if (!distances) return g;
  const above = f32x4.add(g, v128.and(d, f32x4.gt(p, t)));
  return f32x4.sub(above, v128.and(d, f32x4.lt(p, t)));
}

/** The gradient by the logits of a sigmoid, but for α. */
// @ts-ignore: decorator
@inline
export function throughSigmoid(g: v128, p: v128): v128 {
  return f32x4.mul(g, f32x4.mul(p, f32x4.sub(f32x4.splat(1), p)));
}
