import * as tf from "@tensorflow/tfjs";
import { binaryCrossEntropy } from "../../numerics/binaryCrossEntropy.js";
import { logSoftmax } from "../../numerics/logSoftmax.js";
import { power } from "../../numerics/power.js";
import { sigmoid } from "../../numerics/sigmoid.js";
import { softmax } from "../../numerics/softmax.js";
import { fusedPixelLoss } from "./fusedPixelLoss.js";

/**
 * The focal loss from logits, of the miss m = t σ(−x) + (1 − t) σ(x) and the binary cross-entropy b.
 *
 * @formula L_1 = −Σ_c w_c t_c (1 − p_c)^γ log p_c
 * @formula L_2 = (w t + v (1 − t)) m^γ b
 */
export const focalParts = fusedPixelLoss(
  "Focal",
  ({ prediction: x, target: t }, { activation, positives, negatives, parameter: gamma }) => {
    const focused = (likelihood: tf.Tensor, miss: () => tf.Tensor) =>
      gamma === 0 ? likelihood : likelihood.mul(power(miss(), gamma));
    if (activation === "softmax") {
      const likelihood = logSoftmax(x).mul(t.neg());
      return focused(likelihood, () => tf.sub(1, softmax(x)))
        .mul(positives)
        .sum(-1);
    }
    const loss = focused(binaryCrossEntropy(t, x), () =>
      t.mul(sigmoid(x.neg())).add(tf.sub(1, t).mul(sigmoid(x))),
    );
    const extra = positives.map((w, c) => w - (negatives[c] ?? 0));
    if (extra.every((more) => more === 0)) return loss.mul(positives);
    return loss.mul(t.mul(extra).add(negatives));
  },
);
