import * as tf from "@tensorflow/tfjs";
import { releaseTape } from "../../lib/gradients/releaseTape.js";
import { type Called, isPending, observeCall, told } from "./called.js";
import { encode } from "./encode.js";
import { knownFault } from "./knownFault.js";

type Call = (inputs: readonly unknown[]) => unknown;

/**
 * Calls an answer once, on TensorFlow.js's tape, and adds the gradient of the sum of all it returned
 * with respect to one input: `null` when none flows.
 */
export function callWithGradient(
  call: Call,
  inputs: readonly unknown[],
  index: number,
  answer: unknown,
): Called {
  const input = inputs[index];
  const untaped = (): Called => observeCall(() => call(inputs), answer);
  if (!(input instanceof tf.Tensor)) return untaped();
  const seen: { called?: Called } = {};
  let gradient: tf.Tensor;
  try {
    gradient = tf.grad((taped: tf.Tensor) => {
      let total: tf.Tensor | null = null;
      const called = observeCall(() => {
        const value = call(inputs.with(index, taped));
        total = sumOf(value);
        return value;
      }, answer);
      seen.called = called;
      if (isPending(called)) silence(called.pending);
      if (total === null) throw new NoTensor();
      return total;
    })(input);
  } catch (error) {
    releaseTape();
    return withoutGradient(error, seen.called, untaped);
  }
  const { called } = seen;
  if (called === undefined || isPending(called)) return untaped();
  if (called.status !== "returned") return called;
  const encoded = encode(gradient);
  return encoded.status === "ok" ? { ...called, gradient: encoded.data } : called;
}

/** The answer returned no tensor, so that there is nothing to take the gradient of. */
class NoTensor extends Error {}

function withoutGradient(
  error: unknown,
  called: Called | undefined,
  untaped: () => Called,
): Called {
  // An asynchronous answer's tensors died with the tape: it is run once more, without one.
  if (called === undefined || isPending(called)) return untaped();
  if (called.status !== "returned") return called;
  if (error instanceof NoTensor || isDisconnected(error)) return { ...called, gradient: null };
  return { ...called, gradientError: knownFault(error) ?? told(error).message };
}

/** TensorFlow.js has no error class for it. */
function isDisconnected(error: unknown): boolean {
  return (
    error instanceof Error &&
    (error.message.startsWith("Cannot find a connection") ||
      error.message.startsWith("Cannot compute gradient of y=f(x)"))
  );
}

function sumOf(value: unknown): tf.Tensor | null {
  const sums = tensorsIn(value, 0).map((tensor) => tf.sum(tf.cast(tensor, "float32")));
  return sums.length === 0 ? null : tf.addN(sums);
}

function tensorsIn(value: unknown, depth: number): tf.Tensor[] {
  if (value instanceof tf.Tensor) {
    const usable = !value.isDisposed && value.dtype !== "string" && value.dtype !== "complex64";
    return usable ? [value] : [];
  }
  if (typeof value !== "object" || value === null || depth > 4) return [];
  try {
    return Object.values(value).flatMap((member) => tensorsIn(member, depth + 1));
  } catch {
    // A getter that throws: the value is refused for it when it is written down.
    return [];
  }
}

/** A promise that is given up must not end the process when it fails. */
function silence(promise: PromiseLike<unknown>): void {
  promise.then(undefined, () => {});
}
