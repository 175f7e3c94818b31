import { Console } from "node:console";
import { Writable } from "node:stream";
import type { CellContext } from "./cells.js";
import type { Outlet } from "./outlet.js";

/**
 * Sends what the process writes to its standard streams to the cell that writes it.
 *
 * The streams are ours from the start. Node makes its own at the first look at them, and a pipe
 * then non-blocking also for the program that started the kernel and shares it.
 */
export function captureOutput(outlet: Outlet, cells: CellContext): void {
  for (const name of ["stdout", "stderr"] as const) {
    const write = (
      chunk: Uint8Array | string,
      encoding?: BufferEncoding | WriteDone,
      done?: WriteDone,
    ): boolean => {
      const bytes =
        typeof chunk === "string"
          ? Buffer.from(chunk, typeof encoding === "string" ? encoding : "utf8")
          : chunk;
      outlet.write(name, cells.current, bytes);
      const called = typeof encoding === "function" ? encoding : done;
      if (called !== undefined) process.nextTick(called);
      return true;
    };
    // Also those of its other methods, such as a `cork` or the end of a `pipe`, come to `write`.
    const stream = new Writable({
      write: (chunk, encoding, next) => void write(chunk, encoding, next),
    });
    const replacement = Object.assign(stream, { fd: name === "stdout" ? 1 : 2, write });
    Object.defineProperty(process, name, {
      configurable: true,
      enumerable: true,
      value: replacement,
      writable: true,
    });
  }
  // Not the global console: with an inspector open it keeps every object that was logged.
  globalThis.console = new Console({
    stdout: process.stdout,
    stderr: process.stderr,
    colorMode: false,
  });
}

type WriteDone = (error?: Error | null) => void;
