import { fileURLToPath } from "node:url";
import * as tf from "@tensorflow/tfjs";

export interface DelegationWatch {
  /** The first delegate seen at work, if one was. */
  readonly found: () => string | undefined;
  readonly stop: () => void;
}

/** What every operation, gradient and tensor of TensorFlow.js passes through. */
const gates = ["runKernel", "customGrad", "makeTensor", "tidy"] as const;

const library = new URL("../../lib/", import.meta.url);
const libraryMarks = [library.href, fileURLToPath(library)];

/**
 * Watches whether the library's own functions of these names do the work: while it runs, each
 * operation's call stack is searched for a frame of that function in the library's files. So an
 * alias, a wrapper or a bound copy is found like a plain call. `tf.oneHot` and the like are
 * TensorFlow.js's operations, known by their kernels.
 */
export function watchDelegates(delegates: readonly string[]): DelegationWatch {
  let found: string | undefined;
  if (delegates.length === 0) return { found: () => undefined, stop: () => {} };
  const engine = tf.engine() as unknown as { [name: string]: unknown };
  for (const gate of gates) {
    const original = engine[gate];
    if (typeof original !== "function") continue;
    engine[gate] = function watched(this: unknown, ...inputs: unknown[]): unknown {
      found ??= operation(gate, inputs[0], delegates) ?? delegateOnStack(delegates);
      return original.apply(this, inputs);
    };
  }
  return {
    found: () => found,
    stop: () => {
      // The originals are the prototype's: what was put on the object itself is taken away.
      for (const gate of gates) delete engine[gate];
    },
  };
}

/** The delegate `tf.name` whose kernel is about to run, if the gate and its first input say so. */
function operation(
  gate: (typeof gates)[number],
  kernel: unknown,
  delegates: readonly string[],
): string | undefined {
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
    if (!libraryMarks.some((mark) => frame.includes(mark))) continue;
    // "at softIouLoss (file)", "at async Module.softIouLoss (file)", "at new …".
    const name = /^\s*at (?:async )?(?:[\w$]+\.)*([\w$]+) /.exec(frame)?.[1];
    if (name !== undefined && delegates.includes(name)) return name;
  }
  return undefined;
}
