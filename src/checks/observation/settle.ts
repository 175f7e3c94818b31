import * as tf from "@tensorflow/tfjs";
import type { Observation, ProbedExercise } from "../exercise.js";
import { returned, thrown } from "./called.js";

/** Waits for an asynchronous answer, with a limit, and writes down how it ended. */
export async function settle(
  pending: PromiseLike<unknown>,
  exercise: ProbedExercise,
  answer: unknown,
  settleMs: number,
): Promise<Observation> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Observation>((resolve) => {
    const got = `a promise that did not settle within ${settleMs / 1000} s`;
    timer = setTimeout(() => resolve({ status: "unusable", got }), settleMs);
  });
  const settled = Promise.resolve(pending).then(
    (value): Observation => {
      const observed = returned(value);
      disposeValue(value);
      if (exercise.gradientOf === undefined || observed.status !== "returned") return observed;
      const gradientError =
        "The answer is asynchronous, and TensorFlow.js takes gradients of synchronous functions only.";
      return { ...observed, gradientError };
    },
    (error: unknown) => thrown(error, answer),
  );
  try {
    return await Promise.race([settled, late]);
  } finally {
    clearTimeout(timer);
  }
}

function disposeValue(value: unknown): void {
  try {
    tf.dispose(value as tf.TensorContainer);
  } catch {
    // A value that cannot be walked holds no tensor that we could free.
  }
}
