import { fileURLToPath } from "node:url";
import * as tf from "@tensorflow/tfjs";
import { isOperation } from "../isOperation.js";
import { isThenable } from "./encode.js";

export interface DelegationWatch {
  /** Makes a call under the watch; if that gives a promise, the watch goes on until it is stopped. */
  readonly around: <T>(call: () => T) => T;
  /** The first delegate seen at work, if one was. */
  readonly found: () => string | undefined;
  readonly stop: () => void;
}

/** What every operation, gradient and tensor of TensorFlow.js passes through. */
const gates = ["runKernel", "customGrad", "makeTensor", "tidy", "gradients"] as const;

const library = new URL("../../lib/", import.meta.url);
const libraryMarks = [library.href, fileURLToPath(library)];
const tensorFlowMark = /[\\/]@tensorflow[\\/]tfjs/;

/**
 * Watches whether functions of these names do the work: while the answer runs, each operation's call
 * stack is searched for a frame of such a function in the library's files or, for `tf.logSoftmax` and
 * the like, in TensorFlow.js's. So an alias, a wrapper, a method or a bound copy is found like a plain
 * call. An operation is known by its kernel too, and `tf.grad`, with all its kin, by the engine's
 * `gradients`: neither needs a frame with a name.
 */
export function watchDelegates(delegates: readonly string[]): DelegationWatch {
  let found: string | undefined;
  const engine = tf.engine() as unknown as { [name: string]: unknown };
  const start = (): void => {
    for (const gate of gates) {
      const original = engine[gate];
      if (typeof original !== "function" || Object.hasOwn(engine, gate)) continue;
      engine[gate] = function watched(this: unknown, ...inputs: unknown[]): unknown {
        found ??= operation(gate, inputs[0], delegates) ?? delegateOnStack(delegates);
        return original.apply(this, inputs);
      };
    }
  };
  const stop = (): void => {
    // The originals are the prototype's: what was put on the object itself is taken away.
    for (const gate of gates) delete engine[gate];
  };
  const around = <T>(call: () => T): T => {
    if (delegates.length === 0) return call();
    let pending = false;
    try {
      start();
      const value = call();
      pending = isThenable(value);
      return value;
    } finally {
      if (!pending) stop();
    }
  };
  return { around, found: () => found, stop };
}

/** The delegate that the gate and its first input tell: `tf.name` for a kernel about to run. */
function operation(
  gate: (typeof gates)[number],
  kernel: unknown,
  delegates: readonly string[],
): string | undefined {
  if (gate === "gradients") return delegates.includes("tf.grad") ? "tf.grad" : undefined;
  if (gate !== "runKernel" || typeof kernel !== "string") return undefined;
  const name = `tf.${kernel.charAt(0).toLowerCase()}${kernel.slice(1)}`;
  return delegates.includes(name) ? name : undefined;
}

function delegateOnStack(delegates: readonly string[]): string | undefined {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 100;
  const stack = new Error().stack ?? "";
  Error.stackTraceLimit = limit;
  for (const frame of stack.split("\n")) {
    // "at softIouLoss (file)", "at async Module.softIouLoss (file)", "at new …".
    const name = /^\s*at (?:async )?(?:[\w$]+\.)*([\w$]+) /.exec(frame)?.[1];
    if (name === undefined) continue;
    if (libraryMarks.some((mark) => frame.includes(mark))) {
      if (delegates.includes(name)) return name;
    } else if (tensorFlowMark.test(frame)) {
      const found = delegates.find(
        (delegate) => isOperation(delegate) && isFrameOf(delegate, name),
      );
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/** TensorFlow.js writes the operation `tf.losses.huberLoss` as a function `huberLoss_`. */
function isFrameOf(operation: string, name: string): boolean {
  return name === `${operation.slice(operation.lastIndexOf(".") + 1)}_`;
}
