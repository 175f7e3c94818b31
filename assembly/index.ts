// The kernels of fused losses: WebAssembly SIMD over tensors [groups, pixels, classes] of float32.
// Compiled by `npm run build:kernels` into src/lib/fused/binary.ts.
//
// The innermost loops test at their end: V8 then makes the constants of exp and log before them, which
// in loops that test first it makes anew for every vector, in a third of the time.
export { lovaszWeights } from "./lovasz";
export { overlapGradient } from "./overlap/overlapGradient";
export { overlapLosses, overlapSlopes } from "./overlap/overlapLosses";
export { overlapSums } from "./overlap/overlapSums";
export { pixelGradient, pixelLosses } from "./pixels/pixelLosses";
