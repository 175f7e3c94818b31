import * as tf from "@tensorflow/tfjs";
import { kernelRunner, type Workspace } from "./workspace.js";

/** An operation made of one kernel, as TensorFlow.js registers it. */
export interface FusedOperation {
  /** The name under which it stands on the tape. */
  readonly name: string;
  /** The names of its inputs, in the order in which `gradient` gets them from `runFused`. */
  readonly inputs: string[];
  readonly compute: (
    inputs: tf.NamedTensorInfoMap,
    attributes: tf.NamedAttrMap,
    workspace: Workspace,
  ) => tf.TensorInfo | tf.TensorInfo[];
  /** The gradient of each input, computed for those that it is asked of; absent where there is none. */
  readonly gradient?: tf.GradConfig["gradFunc"];
}

/**
 * Registers an operation for the backend in use, once; returns whether it can run there.
 *
 * When it is first used rather than when it is imported, so that importing has no effect.
 */
export function registerKernel({ name, compute, gradient }: FusedOperation): boolean {
  const backend = tf.backend();
  if (!kernelRunner(backend)) return false;
  const backendName = tf.getBackend();
  if (!tf.getKernel(name, backendName)) {
    tf.registerKernel({
      kernelName: name,
      backendName,
      kernelFunc: ({ inputs, attrs = {}, backend: own }) => {
        const run = kernelRunner(own as tf.KernelBackend);
        if (!run) throw new Error(`Cannot run ${name}: the ${backendName} backend was replaced`);
        return run((workspace) => compute(inputs, attrs, workspace));
      },
    });
  }
  if (gradient && !tf.getGradient(name)) {
    tf.registerGradient({ kernelName: name, gradFunc: gradient });
  }
  return true;
}
