import type { Data, TensorData } from "./data.js";

/** What an answer is called with, once. */
export interface Case {
  /** Said in feedback: "perfect overlap", "two classes, one empty". */
  readonly name: string;
  readonly inputs: readonly Data[];
}

/** What an answer did with one case; plain data, so that it can leave the process it ran in. */
export type Observation =
  | {
      readonly status: "returned";
      readonly value: Data;
      /** Of the value's sum with respect to `inputs[exercise.gradientOf]`; null: no gradient flows. */
      readonly gradient?: Data | null;
      /** Why TensorFlow.js could not take the gradient, in its own words. */
      readonly gradientError?: string;
      /** The library function of the exercise's own job that the answer called, if it did. */
      readonly delegatedTo?: string;
    }
  | { readonly status: "notAttempted" }
  | {
      readonly status: "threw";
      readonly name: string;
      readonly message: string;
      /** The learner's own line that threw, when the stack names it. */
      readonly line?: string;
    }
  /** The value is none that can be compared (undefined, a function, a promise that never settles). */
  | { readonly status: "unusable"; readonly got: string };

/** A wrong answer that learners really give: when it matches every case, its message is shown. */
export interface Diagnosis {
  readonly id: string;
  /** The wrong formula, in the reference's manner. */
  readonly wrong: (...inputs: readonly Data[]) => Data;
  /** Why it is wrong and where to look, without the solution. */
  readonly message: string;
}

/** A fact every right answer has; said by name when it fails: "stays within [0, 1]". */
export interface Property {
  readonly name: string;
  readonly holds: (given: Case, value: Data) => boolean;
}

/** One exercise, declared once: the visible check and the grading probe both come from it. */
export interface Exercise {
  readonly id: string;
  /** Stem of its lesson: `04-soft-iou`. */
  readonly lesson: string;
  readonly title: string;
  readonly points: number;
  /** The name the learner binds: a function called with each case, or a plain value. */
  readonly answer: { readonly kind: "function" | "value"; readonly name: string };
  /** Cases that `check` runs in the learner's kernel. A value exercise has one, with no inputs. */
  readonly visible: readonly Case[];
  /** Hidden cases, drawn from a seed at grading time. */
  readonly generate: (random: () => number) => readonly Case[];
  /** The right answer by slow, obvious loops over plain data; shares no code with the library. */
  readonly reference: (...inputs: readonly Data[]) => Data;
  /** Names of the inputs, for feedback: "target", "prediction". */
  readonly inputNames?: readonly string[];
  /** Names of the result's axes, for feedback on a wrong shape: "batch", "classes". */
  readonly axes?: readonly string[];
  /** Index of the input whose gradient is compared too, with finite differences of the reference. */
  readonly gradientOf?: number;
  /** What a tensor's numbers may be; any when absent, so that a mask may be bool, int32 or float32. */
  readonly dtypes?: readonly TensorData["dtype"][];
  readonly tolerance: { readonly relative: number; readonly absolute: number };
  readonly properties: readonly Property[];
  readonly diagnoses: readonly Diagnosis[];
  /** Two or three, each more help than the one before. */
  readonly hints: readonly string[];
  /** Shown by `solution(id)`; absent: the author does not allow it. */
  readonly solution?: string;
  /**
   * Functions that do the exercise's whole job, so that calling them is *delegated*: the library's by
   * name, TensorFlow.js's operations as `tf.oneHot`.
   */
  readonly delegates: readonly string[];
}

/** What observing an answer takes of its exercise: plain data, and nothing that tells the right answer. */
export type ProbedExercise = Pick<Exercise, "id" | "answer" | "gradientOf" | "delegates">;

/** The judgement of an answer; points are given for `correct` alone. */
export type Verdict =
  | { readonly state: "notAttempted" }
  | { readonly state: "correct"; readonly cases: number }
  | { readonly state: "delegated"; readonly to: string }
  | { readonly state: "uncheckable"; readonly reason: string; readonly case?: string }
  | {
      readonly state: "incorrect";
      readonly case: string;
      /** What `expected` and `got` are: the answer itself when absent. */
      readonly of?: "gradient";
      readonly expected?: Data;
      readonly got?: Data;
      /** What fails, in words: the value, the shape, the gradient, or a property by name. */
      readonly fails: string;
      readonly diagnosis?: { readonly id: string; readonly message: string };
    };
