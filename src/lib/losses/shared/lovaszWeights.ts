import * as tf from "@tensorflow/tfjs";
import { fusedLovaszWeights } from "../fused/fusedLovaszWeights.js";

/**
 * The gradient of Lovász's extension of the Jaccard loss with respect to the errors, `[batch, pixels,
 * classes]`: of each class, errors sorted from large to small within each group of pixels, the Jaccard
 * loss's rise at each rank. Equal errors keep the pixels' order; a masked pixel has 0.
 *
 * @param errors `[batch, pixels, classes]`, 0 or more.
 * @param target `[batch, pixels, classes]`, 1 where the pixel belongs to the class.
 * @param counted `[batch, pixels, 1]`, when some pixels do not count.
 * @param groups how many parts of the batch are sorted by themselves.
 * @see Berman, Triki, Blaschko, "The Lovász-Softmax Loss" (CVPR 2018), algorithm 1
 */
export function lovaszWeights(
  errors: tf.Tensor,
  target: tf.Tensor,
  counted: tf.Tensor | undefined,
  groups: number,
): tf.Tensor {
  return (
    fusedLovaszWeights(errors, target, counted, groups) ??
    sortedWeights(errors, target, counted, groups)
  );
}

/** By loops in JavaScript, since TensorFlow.js has no sort. */
function sortedWeights(
  errors: tf.Tensor,
  target: tf.Tensor,
  counted: tf.Tensor | undefined,
  groups: number,
): tf.Tensor {
  const depth = errors.shape[2] ?? 1;
  const [error, label, count] = [errors.dataSync(), target.dataSync(), counted?.dataSync()];
  const weights = new Float32Array(error.length);
  const size = error.length / depth / groups;
  for (let group = 0; group < groups; group++) {
    const places = Array.from({ length: size }, (_, index) => group * size + index);
    const kept = count ? places.filter((place) => count[place]) : places;
    for (let c = 0; c < depth; c++) {
      const of = (values: ArrayLike<number>) => kept.map((place) => values[place * depth + c] ?? 0);
      const found = classWeights(of(error), of(label));
      for (const [index, place] of kept.entries()) weights[place * depth + c] = found[index] ?? 0;
    }
  }
  return tf.tensor(weights, errors.shape);
}

function classWeights(errors: readonly number[], foreground: readonly number[]): number[] {
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
