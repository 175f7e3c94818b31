import { display, type MimeBundle } from "../figures/types.js";
import { shapeText } from "../tensors/shape.js";

/** One element of an input, with its gradient computed both ways. */
export interface GradientElement {
  /** Where it stands, one number an axis. */
  readonly index: readonly number[];
  readonly gradient: number;
  readonly finiteDifference: number;
}

/** What became of one input. */
export type InputCheck = { readonly shape: readonly number[] } & (
  | {
      /** The gradient is, or is not, what finite differences give. */
      readonly status: "agrees" | "differs";
      readonly maxAbsoluteError: number;
      /** The largest error as a part of the input's largest gradient. */
      readonly maxRelativeError: number;
      readonly worst: GradientElement;
    }
  /** The gradient is NaN or infinite somewhere, or the function is. */
  | { readonly status: "notFinite"; readonly worst: GradientElement }
  /** The gradient is zero everywhere, but the function changes: a hard step, or saturation. */
  | { readonly status: "zero" }
  /** TensorFlow.js finds no way back to the input, or an operation without a gradient on it. */
  | { readonly status: "cut"; readonly cause: Error }
);

/** What `checkGradient` found; as text it is a line an input. */
export interface GradientCheck {
  /** Whether every input's gradient agrees. */
  readonly passes: boolean;
  readonly inputs: readonly InputCheck[];
  toString(): string;
  readonly [display]: () => MimeBundle;
}

/** The finding from its parts. */
export function gradientCheck(inputs: readonly InputCheck[]): GradientCheck {
  const passes = inputs.every(({ status }) => status === "agrees");
  const heading = passes
    ? "The gradient agrees with finite differences."
    : "The gradient does not agree with finite differences.";
  const lines = inputs.map(
    (input, index) => `  input ${index} ${shapeText(input.shape)}: ${describe(input)}`,
  );
  const text = [heading, ...lines].join("\n");
  return { passes, inputs, toString: () => text, [display]: () => ({ "text/plain": text }) };
}

function describe(input: InputCheck): string {
  switch (input.status) {
    case "agrees":
      return `agrees; largest difference ${round(input.maxAbsoluteError)} (${round(input.maxRelativeError)} of the largest gradient)`;
    case "differs":
      return `differs, most at ${elementText(input.worst)}; ${round(input.maxRelativeError)} of the largest gradient`;
    case "notFinite":
      return `is not finite at ${elementText(input.worst)}`;
    case "zero":
      return (
        "is zero everywhere, but the function changes when the input moves far; look for argMax, oneHot, " +
        "round or a threshold, or for logits so large that the activation is saturated"
      );
    case "cut":
      return `is cut: ${input.cause.message}`;
  }
}

function elementText({ index, gradient, finiteDifference }: GradientElement): string {
  return `${shapeText(index)}: gradient ${round(gradient)}, finite difference ${round(finiteDifference)}`;
}

function round(value: number): string {
  return String(Number(value.toPrecision(4)));
}
