import * as tf from "@tensorflow/tfjs";
import { isTensor, kindOf } from "../../tensors/shape.js";
import type { TensorFunction } from "../numericGradient.js";
import { releaseTape } from "../releaseTape.js";
import { constant } from "../stopGradient.js";
import { backpropagate, dependentIds } from "./backpropagate.js";
import { diagnose } from "./diagnose.js";
import { foldCalls } from "./foldCalls.js";
import { gradientTrace } from "./gradientTrace.js";
import { judgeInput, type Way } from "./judgeInput.js";
import { readingSteps } from "./readings.js";
import { type Recording, recordTape } from "./recordTape.js";
import type { GradientTrace } from "./types.js";

/** The inputs of a function to trace: one tensor, several, or several with names. */
export type TracedInputs = tf.Tensor | readonly tf.Tensor[] | Readonly<Record<string, tf.Tensor>>;

/**
 * Follows the gradient of f from its result back to its inputs, operation by operation, and says where
 * it flows, saturates, turns silently to zero, or is cut.
 *
 * `tf.grad` gives a number or throws; it does not say where a gradient was lost. Here f runs once on a
 * tape, and the way back is walked as TensorFlow.js walks it, with the size of the gradient measured
 * before and after each operation. Unlike `checkGradient` it looks at the operations, not at the values:
 * a loss that is flat at these values, but has slopes elsewhere, is found to saturate and not to be wrong.
 *
 * @param f a function of the inputs, in their order, that returns a tensor; it runs once.
 * @param inputs float32 tensors: one, a list, or an object that names them.
 * @returns the inputs with what arrives at each, the operations with what becomes of the gradient there,
 * the line of the code, the reason and what to use instead; as text by `String(trace)`.
 * @throws {TypeError} when f is no function, does not return a tensor, or an input is no float32 tensor.
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { traceGradient } from "softgrad";
 * const trace = traceGradient((x) => x.round().sum(), tf.tensor1d([0.2, 0.7]));
 * console.log(String(trace)); // input [2]: the gradient is silently zero, from round (…) on: …
 * ```
 */
export function traceGradient(f: TensorFunction, inputs: TracedInputs): GradientTrace {
  const named = namedInputs(inputs);
  assertArguments(f, named);
  const tensors = named.map(([, tensor]) => tensor);
  let trace: GradientTrace | undefined;
  try {
    tf.tidy(() => {
      // A tape of TensorFlow.js's own; what it computes of it is thrown away.
      tf.grads((...taped: tf.Tensor[]) => {
        const recording = recordTape(() => resultOf(f(...taped)));
        constant(() => {
          trace = analyze(recording, named, taped);
          return tf.scalar(0);
        });
        return tf.addN(taped.map((tensor) => tensor.sum()));
      })(tensors);
    });
  } catch (error) {
    releaseTape();
    throw error;
  }
  if (!trace) throw new Error("Cannot trace a gradient: the function did not run");
  return trace;
}

function analyze(
  { result, nodes, readings }: Recording,
  named: readonly (readonly [string, tf.Tensor])[],
  taped: readonly tf.Tensor[],
): GradientTrace {
  const { passages, arrivals } = backpropagate(nodes, taped, result);
  const ways: Way[] = passages.map((passage) => ({
    step: diagnose(passage),
    from: passage.node.inputs[passage.to]?.id ?? -1,
    at: nodes.indexOf(passage.node),
    ...(passage.ofCall ? { ofCall: passage.ofCall } : {}),
  }));
  const cuts = readingSteps({ result, nodes, readings }, taped);
  const traced = named.map(([name, { shape }], which) => {
    const own = dependentIds(nodes, taped.slice(which, which + 1));
    const arrival = arrivals[which];
    return judgeInput({ name, shape }, arrival, {
      ways: ways.filter(({ from }) => own.has(from)),
      cuts: cuts.filter(({ from }) => own.has(from)),
    });
  });
  const steps = [...ways, ...cuts]
    .sort((a, b) => a.at - b.at)
    // TensorFlow.js's own copies, which lose nothing and which nobody wrote.
    .filter(({ step }) => step.operation !== "clone");
  return gradientTrace(traced, foldCalls(steps, nodes));
}

function namedInputs(inputs: TracedInputs): readonly (readonly [string, tf.Tensor])[] {
  if (isTensor(inputs)) return [["input", inputs]];
  if (Array.isArray(inputs)) {
    return (inputs as readonly tf.Tensor[]).map((tensor, index) => [`input ${index}`, tensor]);
  }
  return Object.entries(inputs as Readonly<Record<string, tf.Tensor>>);
}

const action = "trace a gradient";

function assertArguments(f: unknown, named: readonly (readonly [string, unknown])[]): void {
  if (typeof f !== "function") {
    throw new TypeError(`Cannot ${action}: f must be a function of tensors, but is ${kindOf(f)}`);
  }
  if (named.length === 0) throw new TypeError(`Cannot ${action}: there is no input to trace it to`);
  for (const [name, input] of named) {
    if (isTensor(input) && input.dtype === "float32") continue;
    const is = isTensor(input) ? input.dtype : kindOf(input);
    throw new TypeError(`Cannot ${action}: ${name} must be a float32 tensor, but is ${is}`);
  }
}

function resultOf(result: unknown): tf.Tensor {
  if (isTensor(result)) return result;
  const hint = result instanceof Promise ? "; an async function cannot be on a tape" : "";
  throw new TypeError(
    `Cannot ${action}: f must return a tensor, but returned ${kindOf(result)}${hint}`,
  );
}
