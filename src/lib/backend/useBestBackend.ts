import * as tf from "@tensorflow/tfjs";
import { assertKnown } from "../tensors/assertKnown.js";
import { loadTensorflow } from "./tensorflow.js";
import { loadWasm } from "./wasm.js";

/** A backend's name as `tf.getBackend()` gives it; "tensorflow" is `@tensorflow/tfjs-node`. */
export type BackendName = "tensorflow" | "webgl" | "wasm" | "cpu";

export interface BestBackendOptions {
  /** Backends to try, best first; in Node tensorflow, wasm, cpu; in a browser webgl, wasm, cpu. */
  readonly candidates?: readonly BackendName[];
  /** Called once with a line that names the backend, and says why a better one was passed over. */
  readonly log?: (line: string) => void;
}

/**
 * Switches TensorFlow.js to the best backend that loads here.
 *
 * Without it TensorFlow.js computes in plain JavaScript in Node, ten to fifty times slower than wasm.
 *
 * @returns the name of the backend in use.
 * @throws {Error} when none of the candidates loads, with each one's reason.
 * @example
 * ```ts
 * import { useBestBackend } from "softgrad";
 * await useBestBackend({ log: console.log });
 * ```
 */
export async function useBestBackend(options: BestBackendOptions = {}): Promise<BackendName> {
  assertKnown("choose a backend", options, ["candidates", "log"]);
  const { candidates = defaultCandidates(), log } = options;
  const passed: string[] = [];
  for (const name of candidates) {
    const failure = await tryBackend(name);
    if (failure === undefined) {
      log?.(`TensorFlow.js backend: ${name}${passed.length > 0 ? ` (${passed.join("; ")})` : ""}`);
      return name;
    }
    passed.push(`${name}: ${failure}`);
  }
  throw new Error(`Cannot choose a backend: none of the candidates loads: ${passed.join("; ")}`);
}

function defaultCandidates(): readonly BackendName[] {
  return typeof document === "undefined" ? ["tensorflow", "wasm", "cpu"] : ["webgl", "wasm", "cpu"];
}

/** Loads and selects a backend; returns why that failed, or undefined. */
async function tryBackend(name: BackendName): Promise<string | undefined> {
  try {
    if (name === "tensorflow") await loadTensorflow();
    if (name === "wasm") await loadWasm();
    if (!(await tf.setBackend(name))) return "does not start here";
    await tf.ready();
    skipBanner();
    return undefined;
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "ERR_MODULE_NOT_FOUND") {
      return "not installed";
    }
    return cause instanceof Error ? (cause.message.split("\n")[0] ?? "") : String(cause);
  }
}

/** Has the first tensor made while warnings are off: that is when the cpu backend advertises tfjs-node. */
function skipBanner(): void {
  const testing = tf.env().getBool("IS_TEST");
  tf.env().set("IS_TEST", true);
  tf.scalar(0).dispose();
  tf.env().set("IS_TEST", testing);
}
