import type * as tf from "@tensorflow/tfjs";

/** An answer as a learner writes it: tensors and plain values in, a tensor or a word out. */
export type Answer = (...inputs: never[]) => tf.Tensor | string;

/** Answers by exercise, then by name: of a wrong answer, the id of the diagnosis it must meet. */
export type Answers = { readonly [exercise: string]: { readonly [name: string]: Answer } };
