import * as tf from "@tensorflow/tfjs";
import { type Call, callOf } from "./source.js";

/** A node of TensorFlow.js's tape, with the call that made it. */
export interface RecordedNode extends Call {
  readonly operation: string;
  readonly inputs: Readonly<Record<string, tf.Tensor>>;
  readonly outputs: readonly tf.Tensor[];
  /** The gradients of the inputs; absent where the operation has none. */
  readonly gradient: TapeNode["gradient"];
}

/** Values that were read out of a tensor: what is made of them is off the tape. */
export interface Reading {
  readonly tensor: tf.Tensor;
  /** Tensors with larger ids were made afterwards. */
  readonly before: number;
  readonly method: string;
  readonly source: string | undefined;
}

export interface Recording {
  readonly result: tf.Tensor;
  readonly nodes: readonly RecordedNode[];
  readonly readings: readonly Reading[];
}

type TapeNode = ReturnType<typeof tf.engine>["state"]["activeTape"][number];

/** Deep enough for the caller's line behind the frames of both libraries. */
const stackDepth = 40;

/** Runs f on the tape that is on, and keeps what it puts there. */
export function recordTape(f: () => tf.Tensor): Recording {
  const tape = tf.engine().state.activeTape;
  const start = tape.length;
  const calls = new Map<TapeNode, Call>();
  const readings: Reading[] = [];
  // The tape is an array: an own push notes the line, and goes when f has run.
  tape.push = (...nodes) => {
    const call = callOf(new Error().stack);
    for (const node of nodes) calls.set(node, call);
    return Array.prototype.push.apply(tape, nodes);
  };
  const restore = watchReadings(readings);
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = stackDepth;
  try {
    const result = f();
    const nodes = tape.slice(start).map(
      (node): RecordedNode => ({
        operation: node.kernelName,
        inputs: node.inputs,
        outputs: node.outputs,
        gradient: node.gradient,
        source: calls.get(node)?.source,
        within: calls.get(node)?.within,
      }),
    );
    return { result, nodes, readings };
  } finally {
    Error.stackTraceLimit = limit;
    Reflect.deleteProperty(tape, "push");
    restore();
  }
}

const readers = ["dataSync", "arraySync", "data", "array", "bufferSync", "buffer"] as const;

/** Notes each reading of a tensor's values in the code that is traced; returns the way back. */
function watchReadings(readings: Reading[]): () => void {
  const { prototype } = tf.Tensor;
  const originals = readers.map((name) => [name, Reflect.get(prototype, name)] as const);
  let inside = false;
  for (const [method, original] of originals) {
    if (typeof original !== "function") continue;
    Reflect.set(prototype, method, function (this: tf.Tensor, ...rest: unknown[]): unknown {
      // What runs within an operation is its own affair, and one reader may call another.
      if (!inside && tf.engine().isTapeOn()) {
        const { source } = callOf(new Error().stack);
        readings.push({ tensor: this, before: newestId(), method, source });
      }
      const outer = inside;
      inside = true;
      try {
        return Reflect.apply(original, this, rest);
      } finally {
        inside = outer;
      }
    });
  }
  return () => {
    for (const [name, original] of originals) Reflect.set(prototype, name, original);
  };
}

function newestId(): number {
  const probe = tf.scalar(0);
  const { id } = probe;
  probe.dispose();
  return id;
}
