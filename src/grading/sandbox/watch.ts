import { processTree, usageOf } from "./processTree.js";
import type { Limits } from "./types.js";

export type Exceeded =
  | { readonly what: "memory"; readonly used: number; readonly limit: number }
  | { readonly what: "processes"; readonly used: number; readonly limit: number };

const everyMs = 200;

/**
 * Watches a process and all below it from outside, and calls once when they take more than the
 * limits together: the system's own limits are per process, or not to be had everywhere.
 */
export function watchUsage(
  pid: number,
  limits: Limits,
  exceeded: (excess: Exceeded) => void,
): { stop(): void } {
  const timer = setInterval(() => {
    const { threads, memoryBytes } = usageOf(processTree(pid));
    // The sandbox's own processes come on top of those that are limited within it.
    const processLimit = limits.processes * 2;
    if (memoryBytes > limits.memoryBytes) {
      stop();
      exceeded({ what: "memory", used: memoryBytes, limit: limits.memoryBytes });
    } else if (threads > processLimit) {
      stop();
      exceeded({ what: "processes", used: threads, limit: processLimit });
    }
  }, everyMs);
  const stop = (): void => clearInterval(timer);
  return { stop };
}
