/**
 * The gradient of Lovász's extension of the Jaccard loss with respect to the sorted errors, put back
 * in the pixels' order: with errors sorted from large to small, ΔJ at each rank.
 *
 * Plain loops over the values, since TensorFlow.js has no sort; equal errors keep the pixels' order.
 *
 * @param errors of one class over some pixels.
 * @param foreground 1 where the pixel belongs to the class, else 0.
 * @see Berman, Triki, Blaschko, "The Lovász-Softmax Loss" (CVPR 2018), algorithm 1
 */
export function lovaszWeights(errors: readonly number[], foreground: readonly number[]): number[] {
  const order = errors.map((_, index) => index).sort((a, b) => (errors[b] ?? 0) - (errors[a] ?? 0));
  const total = foreground.reduce((sum, value) => sum + value, 0);
  const weights = new Array<number>(errors.length).fill(0);
  let [intersection, union, before] = [total, total, 0];
  for (const index of order) {
    const label = foreground[index] ?? 0;
    intersection -= label;
    union += 1 - label;
    const jaccard = union > 0 ? 1 - intersection / union : 0;
    weights[index] = jaccard - before;
    before = jaccard;
  }
  return weights;
}
