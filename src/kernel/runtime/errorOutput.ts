import { writeSync } from "node:fs";

/**
 * Writes to the process's own error output.
 *
 * Not through `process.stderr`: for a pipe Node makes it non-blocking, and that also for the
 * program that started the kernel and writes to the same pipe. Its writes then fail at random.
 */
export function writeErrorOutput(bytes: string | Uint8Array): void {
  const rest = typeof bytes === "string" ? Buffer.from(bytes) : bytes;
  try {
    writeSync(2, rest);
  } catch {
    // Nobody reads it.
  }
}
