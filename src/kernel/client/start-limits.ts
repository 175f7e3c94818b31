import { setTimeout as delay } from "node:timers/promises";
import { KernelError } from "./failure.js";
import type { KernelProcess } from "./kernel-process.js";

const addressInUse = /EADDRINUSE|address already in use/i;

/** Whether a start failed because another program took one of its ports first. */
export function lostPort(error: unknown): boolean {
  return (
    error instanceof KernelError &&
    (error.failure.code === "died" || error.failure.code === "silent") &&
    addressInUse.test(error.failure.stderr)
  );
}

/** Runs the start until it is done, the process ends, or time is up. */
export async function withinStart<T>(
  started: KernelProcess,
  timeoutMs: number,
  run: (signal: AbortSignal) => Promise<T>,
  refused: () => number,
): Promise<T> {
  const abort = new AbortController();
  const running = run(abort.signal);
  const over = (async () => {
    await Promise.race([
      started.ended,
      delay(timeoutMs, undefined, { signal: abort.signal }),
      portLost(started, abort.signal),
    ]);
    if (started.end) {
      // Its last words may still be in the pipe.
      await delay(50);
      throw new KernelError({ code: "died", ...started.end, stderr: started.stderr() });
    }
    throw new KernelError({
      code: "silent",
      afterMs: timeoutMs,
      refused: refused(),
      stderr: started.stderr(),
    });
  })();
  try {
    return await Promise.race([running, over]);
  } finally {
    abort.abort();
    for (const left of [running, over]) left.catch(() => {});
  }
}

/** Resolves when the process says that it could not bind, for kernels that then stay alive and deaf. */
async function portLost(started: KernelProcess, signal: AbortSignal): Promise<void> {
  while (!addressInUse.test(started.stderr())) await delay(100, undefined, { signal });
}
