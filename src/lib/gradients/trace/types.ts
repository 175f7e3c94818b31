import type { MimeBundle, PlotlyFigure } from "../../figures/types.js";
import { display } from "../../figures/types.js";

/** What becomes of the gradient in one operation. */
export type StepStatus =
  /** It passes. */
  | "flows"
  /** It passes for some elements and is zero for others, as in a ReLU. */
  | "partly"
  /** It passes, scaled to less than a thousandth. */
  | "saturated"
  /** Zero comes out, and no error: training goes on and nothing learns. */
  | "silentZero"
  /** TensorFlow.js throws here, or the operation is off the tape: no gradient can pass. */
  | "cut"
  /** NaN or infinity comes out. */
  | "notFinite"
  /** It passes as if the operation were not there, though the values are rounded: a straight-through estimator. */
  | "straightThrough"
  /** Nothing arrives here: it was lost nearer to the result. */
  | "unreached";

/** One operation on a way from an input to the result. */
export interface TraceStep {
  /** TensorFlow.js's name of the operation, as in `tf.argMax`; or this library's function of several. */
  readonly operation: string;
  /** The function of this library that the operation is a part of; absent where it is no such part. */
  readonly within?: string;
  /** The shape of what it computes. */
  readonly shape: readonly number[];
  readonly status: StepStatus;
  /** The largest |gradient| that arrives from the result's side, and that leaves towards the input. */
  readonly arriving: number;
  readonly leaving: number;
  /** The share of elements that get no gradient, 0 to 1. */
  readonly zeroShare: number;
  /** Why, and what to use instead; absent where the gradient flows. */
  readonly reason?: string;
  readonly remedy?: string;
  /** Where it stands in the code: `file:line:column`; absent where no frame outside the libraries is known. */
  readonly source?: string;
}

/** What arrives at one input. */
export interface TracedInput {
  readonly name: string;
  readonly shape: readonly number[];
  /**
   * "sound": every element of a gradient can be used; "partial": some elements get none; "vanishing": it
   * is smaller than a thousandth of what it would be; "zero": nothing arrives and no error says so;
   * "cut": `tf.grad` throws; "notFinite": NaN or infinity arrives; "unused": the result does not depend on it.
   */
  readonly status: "sound" | "partial" | "vanishing" | "zero" | "cut" | "notFinite" | "unused";
  readonly largest: number;
  readonly zeroShare: number;
  /** The operation at which it is lost, the one nearest to the result. */
  readonly culprit?: TraceStep;
}

/** What `traceGradient` found; as text it is a line an operation, and in a notebook a table. */
export interface GradientTrace {
  /** Whether a gradient that can be used arrives at every input. */
  readonly sound: boolean;
  readonly inputs: readonly TracedInput[];
  /** In the order in which they are computed; a call of this library's functions is one step. */
  readonly steps: readonly TraceStep[];
  toString(): string;
  /** The largest gradient along the way, from the result back to the input. */
  figure(): PlotlyFigure;
  readonly [display]: () => MimeBundle;
}
