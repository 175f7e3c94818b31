// Which losses of pixels; the numbers are those of src/lib/losses/fused/fusedPixelLoss.ts.
export const CROSS_ENTROPY: i32 = 0;
export const FOCAL: i32 = 1;
export const BRIER: i32 = 2;
