import type * as tf from "@tensorflow/tfjs";
import { lessons } from "./lessons.js";

/** An answer as a learner writes it: tensors and plain values in, a tensor or a word out. */
export type Answer = (...inputs: never[]) => tf.Tensor | string;

/**
 * Answers by exercise, then by name: of a wrong answer, the id of the diagnosis it must meet, and where
 * several ways lead to the same mistake `id: which way`.
 */
export type Answers = { readonly [exercise: string]: { readonly [name: string]: Answer } };

/** Right answers of every lesson, at least two of each exercise: `right/NN-stem.ts`. */
export const right: Answers = await every("right");

/** A wrong answer for each diagnosis: `wrong/NN-stem.ts`. */
export const wrong: Answers = await every("wrong");

async function every(kind: "right" | "wrong"): Promise<Answers> {
  const files = await Promise.all(
    lessons.map((lesson): Promise<Record<string, Answers>> => import(`../${kind}/${lesson}.ts`)),
  );
  return Object.assign({}, ...files.map((file) => file[kind]));
}
