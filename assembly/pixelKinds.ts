// Which losses of pixels: the kernels have one frame, which is compiled for each with these as constants.
export const CROSS_ENTROPY: i32 = 0;
export const FOCAL: i32 = 1;
export const BRIER: i32 = 2;
