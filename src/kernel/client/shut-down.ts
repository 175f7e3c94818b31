import { setTimeout as delay } from "node:timers/promises";
import type { Channels } from "./channels.js";
import type { KernelProcess } from "./kernel-process.js";

/** Asks the process to end, by message, then by SIGTERM; half the time for each. */
export async function shutDown(
  started: KernelProcess,
  channels: Channels,
  timeoutMs: number,
): Promise<void> {
  if (started.end) return;
  channels.request("control", "shutdown_request", { restart: false });
  for (const step of [() => {}, started.terminate]) {
    step();
    const waited = new AbortController();
    await Promise.race([
      started.ended,
      delay(timeoutMs / 2, undefined, { signal: waited.signal }).catch(() => {}),
    ]);
    waited.abort();
    if (started.end) return;
  }
}
