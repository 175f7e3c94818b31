// The kernels of fused losses: WebAssembly SIMD over tensors [groups, pixels, classes] of float32.
// Compiled by `npm run build:kernels` into src/lib/fused/binary.ts.
export { crossEntropy, crossEntropyGradient } from "./crossEntropy";
export { lovaszWeights } from "./lovasz";
export { overlapGradient } from "./overlapGradient";
export { overlapScores, overlapSlopes } from "./overlapScores";
export { overlapSums } from "./overlapSums";
