import * as tf from "@tensorflow/tfjs";
import { binaryCrossEntropy } from "../../numerics/binaryCrossEntropy.js";
import { logSoftmax } from "../../numerics/logSoftmax.js";
import { softplus } from "../../numerics/softplus.js";
import { fusedPixelLoss } from "./fusedPixelLoss.js";

/**
 * Cross-entropy from logits.
 *
 * @formula L_1 = −Σ_c w_c y_c log softmax(x)_c
 * @formula L_2 = −w y log σ(x) − v (1 − y) log σ(−x)
 */
export const crossEntropyParts = fusedPixelLoss(
  "CrossEntropy",
  ({ prediction: x, target: y }, { activation, positives, negatives }) => {
    if (activation === "softmax") return logSoftmax(x).mul(y.neg()).mul(positives).sum(-1);
    const plain = binaryCrossEntropy(y, x).mul(negatives);
    const extra = positives.map((w, c) => w - (negatives[c] ?? 0));
    if (extra.every((more) => more === 0)) return plain;
    // w y softplus(−x) + v (1 − y) softplus(x), as what w − v adds to the plain loss.
    return plain.add(softplus(x.neg()).mul(y).mul(tf.tensor1d(extra)));
  },
);
