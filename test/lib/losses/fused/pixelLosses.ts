import * as tf from "@tensorflow/tfjs";
import { scoped } from "../../backends.js";
import type { Problem } from "./loops.js";
import { expectNear, tensors } from "./problems.js";

/** Class weights and reductions that a loss of pixels is tried with. */
export const ways = (["even", "uneven"] as const).flatMap((weights) =>
  (["mean", "sum", "none"] as const).map((reduction) => ({ weights, reduction })),
);

/** Class weights, and the problem with what counts in its mask. */
export function weighedCase(problem: Problem, masked: boolean, weights: "even" | "uneven") {
  return {
    classWeights: Array.from({ length: problem.classes }, (_, c) =>
      weights === "even" ? 1 : 0.5 + c,
    ),
    counts: masked ? problem : { ...problem, mask: problem.mask.map(() => 1) },
  };
}

/** Compares losses with loops', and both gradients; a loss is a pixel's or a class's of a pixel. */
export function expectPixelLosses(
  problem: Problem,
  reduction: "mean" | "sum" | "none",
  per: "pixel" | "class",
  loss: (t: tf.Tensor, x: tf.Tensor, mask: tf.Tensor) => tf.Tensor,
  { losses, byLogits, byTarget }: { losses: number[]; byLogits: number[]; byTarget: number[] },
): void {
  scoped(() => {
    const { x, t, mask } = tensors(problem);
    const { classes } = problem;
    const counted = problem.mask.filter((counts) => counts === 1).length;
    const total = reduction === "mean" ? Math.max(1, counted) * (per === "class" ? classes : 1) : 1;
    const value = loss(t, x, mask);
    const sum = losses.reduce((a, b) => a + b, 0) / total;
    expectNear(value.dataSync(), reduction === "none" ? losses : [sum], 2e-5);
    const dy = Array.from({ length: value.size }, (_, place) => 1 + (place % 3));
    const [ofTarget, ofLogits] = tf.grads((t, x) => loss(t, x, mask))(
      [t, x],
      tf.tensor(dy, value.shape),
    );
    const scaled = (slope: number, place: number) => {
      if (reduction !== "none") return slope / total;
      return slope * (dy[per === "class" ? place : Math.floor(place / classes)] ?? 0);
    };
    expectNear(ofLogits?.dataSync() ?? [], byLogits.map(scaled), 2e-5);
    expectNear(ofTarget?.dataSync() ?? [], byTarget.map(scaled), 2e-5);
  })();
}
