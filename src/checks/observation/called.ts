import type { Observation } from "../exercise.js";
import { describe, encode, isThenable } from "./encode.js";
import { learnerLine } from "./learnerLine.js";

/** What a call gave: an observation, or a promise that is still to settle. */
export type Called = Observation | { readonly pending: PromiseLike<unknown> };

export function isPending(called: Called): called is { readonly pending: PromiseLike<unknown> } {
  return "pending" in called;
}

/** Makes the call and writes down how it ended; `answer` is the learner's function in it. */
export function observeCall(call: () => unknown, answer: unknown): Called {
  const { stackTraceLimit } = Error;
  // An operation fails deep inside TensorFlow.js: V8's ten frames end before the learner's own.
  Error.stackTraceLimit = 100;
  try {
    const value = call();
    return isThenable(value) ? { pending: value } : returned(value);
  } catch (error) {
    return thrown(error, answer);
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

export function returned(value: unknown): Observation {
  const encoded = encode(value);
  return encoded.status === "ok"
    ? { status: "returned", value: encoded.data }
    : { status: "unusable", got: encoded.got };
}

export function thrown(error: unknown, answer: unknown): Observation {
  // By name, not by class: a notebook may hold another copy of the package.
  if (error instanceof Error && error.name === "NotAttempted") return { status: "notAttempted" };
  const line = learnerLine(error, answer);
  return { status: "threw", ...told(error), ...(line === undefined ? {} : { line }) };
}

const maxMessage = 2_000;

/** An error's name and message, whatever was thrown. */
export function told(error: unknown): { name: string; message: string } {
  try {
    if (!(error instanceof Error)) {
      return { name: describe(error), message: String(error).slice(0, maxMessage) };
    }
    const { name, message } = error;
    return { name: String(name).slice(0, 100), message: String(message).slice(0, maxMessage) };
  } catch {
    return { name: "Error", message: "an error that throws when it is read" };
  }
}
