// The kernels of fused losses: WebAssembly SIMD over tensors [groups, pixels, classes] of float32.
// Compiled by `npm run build:kernels` into src/lib/fused/binary.ts.
export { crossEntropy, crossEntropyGradient } from "./crossEntropy";
export { lovaszWeights } from "./lovasz";
export { overlapGradient } from "./overlapGradient";
export { overlapLosses, overlapSlopes } from "./overlapLosses";
export { overlapSums } from "./overlapSums";
