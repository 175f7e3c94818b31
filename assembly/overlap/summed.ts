// What is summed beside Σpt; the numbers are those of src/lib/losses/fused/overlapInput.ts.

/** Σp and Σt. */
export const SIZES: i32 = 0;
/** Σp² and Σt². */
export const SQUARES: i32 = 1;
/** Σ max(p − t, 0), Σ max(t − p, 0) and Σ min(p, t): what Σp + Σt − Σ|p − t| would round away. */
export const ERRORS: i32 = 2;

// @ts-ignore: decorator
@inline
export function firstTerm(p: v128, t: v128, summed: i32): v128 {
  if (summed == ERRORS) return f32x4.pmax(f32x4.sub(p, t), f32x4.splat(0));
  return summed == SQUARES ? f32x4.mul(p, p) : p;
}

// @ts-ignore: decorator
@inline
export function secondTerm(p: v128, t: v128, summed: i32): v128 {
  if (summed == ERRORS) return f32x4.pmax(f32x4.sub(t, p), f32x4.splat(0));
  return summed == SQUARES ? f32x4.mul(t, t) : t;
}
